import { describe, expect, it } from "vitest";
import { middle } from "./sketch";

describe("the word of a line in a sketch", () => {
  it("stands half way along a straight line", () => {
    expect(middle([100, 200, 300, 400])).toEqual([200, 300]);
  });
  it("stands on the line where it was drawn by hand", () => {
    expect(middle([0, 0, 10, 50, 20, 0])).toEqual([10, 50]);
    expect(middle([0, 0, 10, 50, 20, 70, 30, 0])).toEqual([15, 60]);
  });
  it("stands at a point", () => {
    expect(middle([70, 80])).toEqual([70, 80]);
  });
});
