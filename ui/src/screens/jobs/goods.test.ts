import { describe, expect, it } from "vitest";
import { blank, counted, lineOf } from "./goods";

describe("a count of goods", () => {
  it("says what is there and what is missing of each line", () => {
    const lines = [
      { what: " 橱柜门板 ", all: "8", came: "6", due: "2026-12-01" },
      { what: "台面", all: "1", came: "1", due: "" },
      { what: "拉篮", all: "2", came: "0", due: "" },
      blank(),
    ];
    expect(counted(lines)).toEqual({
      came: [
        { what: "橱柜门板", count: 6, due: null },
        { what: "台面", count: 1, due: null },
      ],
      missing: [
        { what: "橱柜门板", count: 2, due: "2026-12-01" },
        { what: "拉篮", count: 2, due: null },
      ],
    });
  });
  it("is none where more is there than in all, nothing is named, or a number cannot be read", () => {
    expect(counted([{ what: "门", all: "1", came: "2", due: "" }])).toBeNull();
    expect(counted([{ what: "门", all: "many", came: "1", due: "" }])).toBeNull();
    expect(counted([{ what: "门", all: "0", came: "0", due: "" }])).toBeNull();
    expect(counted([blank()])).toBeNull();
  });
  it("begins with all pieces of an order's line there", () => {
    expect(lineOf({ what: "门", count: 3, due: null })).toEqual({ what: "门", all: "3", came: "3", due: "" });
  });
});
