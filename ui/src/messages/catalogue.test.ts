import { describe, expect, it } from "vitest";
import { cards as enCards } from "./en/cards";
import { hq as enHq } from "./en/hq";
import { offers as enOffers } from "./en/offers";
import { quotes as enQuotes } from "./en/quotes";
import { refusals as enRefusals } from "./en/refusals";
import { screens as enScreens } from "./en/screens";
import { fill, placeholders } from "./text";
import { cards as zhCards } from "./zh/cards";
import { hq as zhHq } from "./zh/hq";
import { offers as zhOffers } from "./zh/offers";
import { quotes as zhQuotes } from "./zh/quotes";
import { refusals as zhRefusals } from "./zh/refusals";
import { screens as zhScreens } from "./zh/screens";

const zh: Record<string, string> = {
  ...zhScreens,
  ...zhRefusals,
  ...zhHq,
  ...zhOffers,
  ...zhCards,
  ...zhQuotes,
};
const en: Record<string, string> = {
  ...enScreens,
  ...enRefusals,
  ...enHq,
  ...enOffers,
  ...enCards,
  ...enQuotes,
};

describe("the two catalogues", () => {
  it("have the same keys", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });
  it.each(Object.keys(zh))("%s has the same placeholders in both", (key) => {
    expect(placeholders(en[key] ?? "")).toEqual(placeholders(zh[key] ?? ""));
  });
  it("leave nothing empty", () => {
    expect(Object.entries({ ...zh, ...en }).filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("keep to the voice: no exclamation marks, no blame, staff are 你", () => {
    const banned = /[!！您]|错误|失败|无效|\b(error|failed|invalid)\b/i;
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => banned.test(text))).toEqual(
      [],
    );
  });
  it("put a space between Chinese and Latin letters or figures", () => {
    const glued = /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/;
    expect(Object.entries(zh).filter(([, text]) => glued.test(text.replace(/\{[^}]*\}/g, "")))).toEqual([]);
  });
});

describe("fill", () => {
  it("puts values in their places", () => {
    expect(fill("{a} 到 {b}", { a: 1, b: "x" })).toBe("1 到 x");
  });
  it("chooses by the plural", () => {
    expect(fill("{n} {n|job|jobs}", { n: 1 })).toBe("1 job");
    expect(fill("{n} {n|job|jobs}", { n: 3 })).toBe("3 jobs");
  });
  it("leaves out a line with a missing value", () => {
    expect(fill("{at}, {by}\nLook for another card.", { at: "10:42" })).toBe("Look for another card.");
  });
});
