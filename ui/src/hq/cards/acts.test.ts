import { describe, expect, it } from "vitest";
import { actsFor } from "./acts";

const holder = { name: "Tablet 01", store: { zh: "", en: "" }, last_contact_ms: null };
const right = { holder, epoch: 1, unspent: true, wanted: false };
const redemption = {
  id: "r",
  store: { zh: "", en: "" },
  by: "Li",
  at_ms: 0,
  finality: { kind: "final" as const },
  undone: null,
};

describe("what can be done with a card", () => {
  it("is nothing with a void one, and only making it void with one that nobody bought", () => {
    expect(actsFor({ state: "void", redemptions: [], right })).toEqual([]);
    expect(actsFor({ state: "issued", redemptions: [], right: null })).toEqual(["void"]);
  });
  it("is taking the redemption back where one counts", () => {
    const spent = { ...right, unspent: false };
    expect(
      actsFor({ state: "sold", redemptions: [{ ...redemption, standing: "stands" }], right: spent }),
    ).toEqual(["undo"]);
  });
  it("is everything else where none counts, and force where a tablet holds the right", () => {
    const undone = { ...redemption, standing: "undone" as const };
    expect(actsFor({ state: "sold", redemptions: [undone], right })).toContain("reclaim");
    expect(actsFor({ state: "sold", redemptions: [], right: { ...right, holder: null } })).not.toContain(
      "reclaim",
    );
  });
});
