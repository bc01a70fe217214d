import { describe, expect, it } from "vitest";
import { step, type Burst } from "./burst";

function feed(keys: [string, number][]): (string | null)[] {
  let burst: Burst | null = null;
  return keys.map(([key, at]) => {
    const next = step(burst, key, at);
    burst = next.burst;
    return next.code;
  });
}

const gun = (text: string, gap: number): [string, number][] => [
  ...[...text].map((key, i): [string, number] => [key, i * gap]),
  ["Enter", text.length * gap],
];

describe("a burst of keys", () => {
  it("is a code when it is fast, long enough and ended by Enter", () => {
    expect(feed(gun("8H20574413096", 8)).pop()).toBe("8H20574413096");
  });
  it("is typing when the gaps are a person's", () => {
    expect(feed(gun("8H20574413096", 60)).pop()).toBeNull();
  });
  it("is typing when it is short", () => {
    expect(feed(gun("12345", 8)).pop()).toBeNull();
  });
  it("survives the Shift keys of capital letters", () => {
    expect(
      feed([
        ["Shift", 0],
        ["A", 5],
        ["B", 10],
        ["Shift", 14],
        ["C", 18],
        ["1", 22],
        ["2", 26],
        ["3", 30],
        ["Enter", 34],
      ]).pop(),
    ).toBe("ABC123");
  });
  it("starts anew after a pause, so what was typed before is not part of the code", () => {
    expect(
      feed([["x", 0], ...gun("ABC1234", 5).map(([k, at]): [string, number] => [k, at + 500])]).pop(),
    ).toBe("ABC1234");
  });
});
