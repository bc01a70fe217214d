import { describe, expect, it } from "vitest";
import { MOST, MOST_PEOPLE, note, read, type ViewedBy } from "./viewed";

const one = (product: string, variant = "v") => ({ product, variant });
const of = (all: ViewedBy, person: string): string[] =>
  (all.find(([who]) => who === person)?.[1] ?? []).map((seen) => seen.product);

describe("what was looked at", () => {
  it("is newest first, each product once, with the variant of the last look", () => {
    const all = [one("a"), one("b"), one("a", "w")].reduce<ViewedBy>(
      (kept, now) => note(kept, "li", now),
      [],
    );
    expect(all).toEqual([["li", [one("a", "w"), one("b")]]]);
  });
  it("is each person's own", () => {
    const all = note(note([], "li", one("a")), "wang", one("b"));
    expect([of(all, "li"), of(all, "wang"), of(all, "zhao")]).toEqual([["a"], ["b"], []]);
  });
  it("is bounded, in products and in people", () => {
    let all: ViewedBy = [];
    for (let i = 0; i < 100; i++) all = note(all, "li", one(`p${i}`));
    expect(of(all, "li")).toHaveLength(MOST);
    expect(of(all, "li")[0]).toBe("p99");
    for (let i = 0; i < 100; i++) all = note(all, `person-${i}`, one("a"));
    expect(all).toHaveLength(MOST_PEOPLE);
    expect(of(all, "person-99")).toEqual(["a"]);
  });
  it("survives what it cannot understand", () => {
    for (const text of [null, "", "{", "null", '{"a":1}', '[["li",[1,{"product":2}]],7,["x"]]'])
      expect(of(read(text), "li")).toEqual([]);
    const all = note([], "li", one("a"));
    expect(read(JSON.stringify(all))).toEqual(all);
  });
});
