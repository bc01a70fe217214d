import { describe, expect, it } from "vitest";
import type { Reason } from "../../host";
import { steps } from "./why";

const none = { zh: "", en: "" };
const book: Reason = {
  code: "book",
  version: 12,
  zone: null,
  name: none,
  from_ms: null,
  unit_minor: 128000,
  unit: "square_metre",
};

describe("why a price is what it is", () => {
  it("names the book, what a size is charged as, and every promotion", () => {
    const said = steps(
      [
        book,
        { code: "quantity", milli: 1500, minimum: true },
        {
          code: "promotion",
          id: "1",
          name: { zh: "岁末焕新节", en: "Year-end renewal" },
          kind: "percent",
          count: 1,
          off_minor: 9600,
          until_ms: null,
        },
        { code: "floor", minor: 100000 },
      ],
      "平方米",
      "CNY",
    );
    expect(said.map(({ what }) => what)).toEqual([
      "官网价",
      "每件按 1.5 平方米算",
      "岁末焕新节",
      "到底价为止",
    ]);
    expect(said.map(({ amount }) => amount)).toEqual(["¥1,280.00 / 平方米", "", "−¥96.00", "¥1,000.00"]);
    expect(said[1]?.note).not.toBe("");
  });
  it("calls a version by its name", () => {
    const named = { ...book, name: { zh: "成都价区", en: "Chengdu prices" }, from_ms: 0 };
    expect(steps([named], "件", "CNY")[0]?.what).toBe("成都价区");
  });
  it("shows no amount for a promotion that gives a present", () => {
    const gift: Reason = {
      code: "promotion",
      id: "2",
      name: none,
      kind: "gift",
      count: 1,
      off_minor: 0,
      until_ms: null,
    };
    expect(steps([gift], "件", "CNY")[0]?.amount).toBe("");
  });
});
