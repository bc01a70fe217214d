import { describe, expect, it } from "vitest";
import type { Proposal } from "../../host";
import { asked, piecesOf, reasons, type Wish } from "./wish";

const wish: Wish = {
  kind: "measure",
  goods: "",
  quantity: "1",
  address: " 文三路 1 号 ",
  time: "any",
  together: false,
};

const proposal: Proposal = {
  window: "w",
  crew: "c",
  crew_name: { zh: "王师傅组", en: "Wang’s crew" },
  date: "2026-11-24",
  start_ms: 0,
  end_ms: 7_200_000,
  guaranteed: true,
  detour: { minutes: 0, metres: 0 },
  nearby: true,
  specialist: false,
  day_units: 4,
  day_capacity: 24,
  liked: true,
  cost: 10,
};

describe("a wish", () => {
  it("asks for days or for a half of the day, never for both", () => {
    expect(asked(wish)).toMatchObject({ goods: null, address: "文三路 1 号", weekdays: [], part: null });
    expect(asked({ ...wish, time: "weekend" })).toMatchObject({ weekdays: [6, 7], part: null });
    expect(asked({ ...wish, time: "morning", goods: "door" })).toMatchObject({
      weekdays: [],
      part: "morning",
      goods: "door",
    });
  });
});

describe("a number of pieces", () => {
  it("is whole and one visit can have it", () => {
    expect(["1", " 12 ", "99"].map(piecesOf)).toEqual([1, 12, 99]);
    expect(["", "0", "100", "1.5", "-1", "三"].map(piecesOf)).toEqual(Array(6).fill(undefined));
  });
});

describe("the reasons of a proposal", () => {
  it("say what is against it first, and nothing of ways that nobody knows", () => {
    expect(reasons(proposal)).toHaveLength(3);
    const far = { ...proposal, detour: null, nearby: false, liked: false };
    expect(reasons(far)).toHaveLength(2);
    expect(reasons({ ...far, specialist: true, detour: { minutes: 12, metres: 5_000 } })).toHaveLength(4);
  });
});
