import { describe, expect, it } from "vitest";
import { matches } from "./matches";

const store = { zh: "城北店", en: "North Gate" };

describe("a filter", () => {
  it("finds in either language, whatever the capitals", () => {
    expect(matches("城北", [store])).toBe(true);
    expect(matches("north GATE", [store])).toBe(true);
    expect(matches("south", [store])).toBe(false);
  });
  it("finds a card number however it is grouped", () => {
    expect(matches("8h 2057-44", ["8H20574413096"])).toBe(true);
  });
  it("wants every word, each in any of the texts", () => {
    expect(matches("城北 05", [store, "平板 05"])).toBe(true);
    expect(matches("城北 06", [store, "平板 05"])).toBe(false);
  });
  it("lets everything through when nothing is asked", () => {
    expect(matches(" ", [store])).toBe(true);
  });
});
