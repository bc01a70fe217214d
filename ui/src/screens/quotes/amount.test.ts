import { describe, expect, it } from "vitest";
import { along, minorOf } from "./amount";

describe("an amount as typed", () => {
  it.each([
    ["100", 10_000],
    ["1,280.5", 128_050],
    ["￥ 99.99", 9_999],
    ["0.01", 1],
  ])("%s", (typed, minor) => expect(minorOf(typed)).toBe(minor));

  it.each(["", "0", "-5", "1.234", "abc", "1e3", "9999999999"])("is none: %s", (typed) =>
    expect(minorOf(typed)).toBeNull(),
  );
});

it("a bar neither runs over nor divides by nothing", () => {
  expect(along(50, 100)).toBe(0.5);
  expect(along(150, 100)).toBe(1);
  expect(along(1, 0)).toBe(0);
});
