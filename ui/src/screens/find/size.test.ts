import { describe, expect, it } from "vitest";
import { sizeOf } from "./size";

describe("a size as it is typed", () => {
  it("is whole millimetres", () => {
    expect(sizeOf("2,350", " 900 mm", false)).toEqual({ width_mm: 2350, height_mm: 900 });
    expect(sizeOf("3250", "", true)).toEqual({ width_mm: 3250, height_mm: 0 });
  });
  it("waits until all of it is there", () => {
    for (const [width, height] of [
      ["", "900"],
      ["800", ""],
      ["0", "900"],
      ["80.5", "900"],
      ["-1", "900"],
    ] as const)
      expect(sizeOf(width, height, false)).toBeUndefined();
  });
});
