import { describe, expect, it } from "vitest";
import type { Area } from "../../host/console";
import { changed, leg, metresOf, minutesOf } from "./ways";

const area = (code: string): Area => ({
  code,
  name: { zh: code, en: code },
  divisions: [],
  minutes: 10,
  metres: 3000,
});
const [a, b, c] = [area("a"), area("b"), area("c")];
const ways = [{ from: "a", to: "b", minutes: 25, metres: 12_000 }];

describe("a way", () => {
  it("is as long back where that is not said", () => {
    expect(leg(ways, a, b)).toMatchObject({ minutes: 25, said: true });
    expect(leg(ways, b, a)).toMatchObject({ minutes: 25, said: false });
    expect(leg(ways, a, c)).toBeNull();
    expect(leg(ways, c, c)).toMatchObject({ minutes: 10, metres: 3000 });
  });
  it("is changed in its direction, or within its area", () => {
    const table = changed({ areas: [a, b], ways }, "b", "a", { minutes: 35, metres: 13_000 });
    expect(table.ways).toHaveLength(2);
    expect(leg(table.ways, b, a)?.minutes).toBe(35);
    expect(changed(table, "b", "a", { minutes: 30, metres: 1 }).ways).toHaveLength(2);
    expect(changed(table, "a", "a", { minutes: 5, metres: 1 }).areas[0]?.minutes).toBe(5);
  });
  it("is read as people type it", () => {
    expect(["25", " 0 ", "1441", "2.5", ""].map(minutesOf)).toEqual([25, 0, undefined, undefined, undefined]);
    expect(["12", "12.345", "0,5", "2001", "x"].map(metresOf)).toEqual([
      12_000,
      12_345,
      500,
      undefined,
      undefined,
    ]);
  });
});
