import { describe, expect, it } from "vitest";
import {
  addDays,
  ago,
  cardNumber,
  count,
  day,
  duration,
  phone,
  moment,
  momentWithin,
  money,
  stamp,
  time,
  weekday,
  type Locale,
} from "./format";

const zh: Locale = { language: "zh-CN", zone: "Asia/Shanghai" };
const en: Locale = { language: "en", zone: "Asia/Shanghai" };
const noon = Date.UTC(2026, 10, 21, 4, 0); // 2026-11-21 12:00 in Shanghai, a Saturday

describe("money", () => {
  it("always shows its decimals", () => {
    expect(money(1248000, "CNY")).toEqual({ sign: "", whole: "¥12,480", decimals: ".00" });
    expect(money(-80000, "CNY")).toEqual({ sign: "−", whole: "¥800", decimals: ".00" });
  });
  it("follows a currency without minor units", () => {
    expect(money(1200, "JPY")).toEqual({ sign: "", whole: "¥1,200", decimals: "" });
    expect(money(1200, "HUF").decimals).toBe(".00");
    expect(money(1200, "KWD").decimals).toBe(".200");
  });
});

describe("counts", () => {
  it("are exact up to 9,999 and short above", () => {
    expect(count(9999, zh)).toBe("9,999");
    expect(count(12345, zh)).toBe("1.2 万");
    expect(count(1023456, zh)).toBe("102 万");
    expect(count(12345, en)).toBe("12.3k");
    expect(count(1023456, en)).toBe("1m");
  });
});

describe("times", () => {
  it("are the store's", () => {
    expect(time(noon, zh)).toBe("12:00");
  });
  it("name near days", () => {
    expect(day("2026-11-21", noon, zh)).toBe("今天");
    expect(day("2026-11-23", noon, zh)).toBe("周一");
    expect(day("2026-11-14", noon, zh)).toBe("11-14");
    expect(day("2026-11-14", noon, en)).toBe("14 Nov");
    expect(day("2025-11-14", noon, en)).toBe("14 Nov 2025");
    expect(moment(noon - 86_400_000, noon, en)).toBe("Yesterday 12:00");
  });
  it("write today small inside an English sentence", () => {
    expect(momentWithin(noon, noon, en)).toBe("today 12:00");
    expect(momentWithin(noon, noon, zh)).toBe("今天 12:00");
  });
  it("turn days over months", () => {
    expect(addDays("2026-11-30", 1)).toBe("2026-12-01");
    expect(weekday("2026-11-22", zh)).toBe("周日");
  });
  it("say how long in the largest unit", () => {
    expect(duration(3 * 86_400_000 + 5000, zh)).toBe("3 天");
    expect(duration(60_000, en)).toBe("1 minute");
  });
});

describe("times past", () => {
  it("are told by how long ago", () => {
    expect(ago(noon - 6 * 86_400_000 - 5000, noon, zh)).toBe("6 天前");
    expect(ago(noon - 60_000, noon, en)).toBe("1 minute ago");
    expect(ago(noon + 5000, noon, zh)).toBe("刚刚");
  });
  it("are exact on request", () => {
    expect(stamp(noon, zh)).toBe("2026-11-21 12:00");
  });
});

describe("numbers people compare", () => {
  it("are grouped as printed", () => {
    expect(cardNumber("8h20574413096")).toBe("8H 2057 4413 096");
    expect(phone("138****2057")).toBe("138 **** 2057");
    expect(phone("+8613812342057")).toBe("138 1234 2057");
    expect(phone("+85291234567")).toBe("+85291234567");
  });
});
