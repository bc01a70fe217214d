import { describe, expect, it } from "vitest";
import { parts } from "./plan";

describe("parts of a price", () => {
  it("add up to the cent", () => {
    for (const total of [1, 99, 101, 2_694_220, 333])
      for (const plan of ["deposit", "full"] as const)
        expect(parts(total, plan).reduce((sum, one) => sum + one.minor, 0)).toBe(total);
  });
  it("begin with the deposit", () => {
    expect(parts(2_694_220, "deposit").map((one) => one.minor)).toEqual([808_266, 1_885_954]);
  });
});
