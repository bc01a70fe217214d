import { describe, expect, it } from "vitest";
import { path, point, POINTS, written } from "./strokes";

describe("a signature", () => {
  it("is kept in thousandths of the field", () => {
    expect(point([], 150, 75, 300)).toEqual([500, 250]);
    expect(point([], -5, 9000, 300)).toEqual([0, 4000]);
    expect(point([], 1, 1, 0)).toBeNull();
  });
  it("has an end", () => {
    expect(point([Array.from({ length: POINTS * 2 }, () => 1)], 1, 1, 300)).toBeNull();
  });
  it("is drawn stroke by stroke, a dot as a dot", () => {
    expect(
      path([
        [1, 2, 3, 4],
        [5, 6],
      ]),
    ).toBe("M1 2L3 4M5 6h0.1");
  });
  it("is more than a touch", () => {
    expect([written([]), written([[1, 2]]), written([[1, 2, 3, 4, 5, 6]])]).toEqual([false, false, true]);
  });
});
