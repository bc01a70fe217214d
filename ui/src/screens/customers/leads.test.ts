import { describe, expect, it } from "vitest";
import { en, zh } from "../../messages/index.svelte";
import { deedKey, missing, noted, steps, stepsOf, type Typed } from "./leads";

const typed: Typed = { step: "reached", reason: "", whenMs: undefined, words: "" };

describe("what is noted about a lead", () => {
  it("needs a reason where it is lost and a time where a visit is arranged", () => {
    expect(missing({ ...typed, step: "lost", reason: "  " })).toBe("reason");
    expect(missing({ ...typed, step: "booked" })).toBe("when");
    expect(noted({ ...typed, step: "booked" })).toBeNull();
    for (const step of ["reached", "missed", "no_show"] as const)
      expect(missing({ ...typed, step })).toBeNull();
  });

  it("says what is next only where a time is chosen", () => {
    expect(noted(typed)).toEqual({ step: { kind: "called", reached: true }, next: null });
    expect(noted({ ...typed, step: "missed", whenMs: 5, words: " again " })).toEqual({
      step: { kind: "called", reached: false },
      next: { at_ms: 5, words: "again" },
    });
    expect(noted({ ...typed, step: "lost", reason: " bought elsewhere ", whenMs: 5 })).toEqual({
      step: { kind: "lost", reason: "bought elsewhere" },
      next: null,
    });
  });

  it("offers a no-show only where a visit is arranged", () => {
    expect(stepsOf("booked")[0]).toBe("no_show");
    for (const state of ["untouched", "called", "no_show"] as const)
      expect(stepsOf(state)).not.toContain("no_show");
  });

  it("has words for every step and deed", () => {
    const event = { at_ms: 0, by_name: "", note: "" };
    const keys = [
      ...steps.map((step) => `leads.step.${step}`),
      deedKey({ ...event, deed: { kind: "called", reached: true } }),
      deedKey({ ...event, deed: { kind: "called", reached: false } }),
      deedKey({ ...event, deed: { kind: "taken" } }),
      deedKey({ ...event, deed: { kind: "returned", from: "" } }),
    ];
    for (const key of keys) {
      expect(zh).toHaveProperty([key]);
      expect(en).toHaveProperty([key]);
    }
  });
});
