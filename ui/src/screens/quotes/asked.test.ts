import { describe, expect, it } from "vitest";
import { added, counted, newLine, step } from "./asked";

const line = (name: string, variant: string, width: number | null = null) => ({
  line: name,
  product_id: "p",
  variant_id: variant,
  count: 1,
  size: width === null ? null : { width_mm: width, height_mm: 2000 },
  quantity_milli: null,
  room: "",
  measured: false,
});

describe("the lines of a quote", () => {
  it("count up when the same goods are added", () => {
    expect(added([line("1", "a")], line("", "a")).map((one) => one.count)).toEqual([2]);
  });
  it("are new for other goods and other sizes", () => {
    const lines = added(added([line("1", "a", 800)], line("", "a", 900)), line("", "b"));
    expect(lines.map((one) => one.line)).toEqual(["1", "2", "3"]);
  });
  it("keep their names when one goes", () => {
    const lines = counted([line("1", "a"), line("2", "b")], "1", 0);
    expect(lines.map((one) => one.line)).toEqual(["2"]);
    expect(newLine(lines)).toBe("3");
  });
});

describe("a press of minus or plus", () => {
  it("takes a round sum of about a hundredth", () => {
    expect([0, 89_900, 500_000, 2_994_220].map(step)).toEqual([100, 1000, 5000, 50_000]);
  });
});
