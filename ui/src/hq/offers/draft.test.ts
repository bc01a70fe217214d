import { describe, expect, it } from "vitest";
import type { Offer, Promotion } from "../../host/console";
import { blank, draftOf, promotionOf } from "./draft";
import { momentOf, momentText } from "../../components/moment";
import { amountText, basisPoints, minorOf } from "./figures";

const here = { zone: "Asia/Shanghai", digits: 2 };
const promotion = (offer: Offer, more: Partial<Promotion> = {}): Promotion => ({
  id: "018f0000-0000-7000-8000-000000000001",
  name: { zh: "周年", en: "Anniversary" },
  offer,
  from_ms: Date.parse("2026-12-01T00:00:00+08:00"),
  until_ms: Date.parse("2026-12-15T22:30:00+08:00"),
  priority: 0,
  stacking: "nothing",
  ...more,
});
const offers: Offer[] = [
  { kind: "percent", basis_points: 850 },
  { kind: "amount", minor: 30_000 },
  { kind: "fixed_price", minor: 49_990 },
  { kind: "buy_n", buy: 3, get: 1, basis_points: 10_000 },
  { kind: "threshold", tiers: [{ from_minor: 2_000_000, off_minor: 80_000 }], every: true },
  { kind: "bundle", parts: [{ goods: { categories: ["bath/vanity"] }, count: 1 }], minor: 299_900 },
  { kind: "gift", from_minor: 1_500_000, product: "p", variant: "v", count: 2 },
];

describe("a promotion that is filled in", () => {
  it.each(offers.map((offer) => [offer.kind, offer] as const))("comes back as it was: %s", (_kind, offer) => {
    for (const more of [
      {},
      {
        limit: 2,
        priority: -3,
        channels: ["website" as const],
        stores: ["s"],
        stacking: "anything" as const,
      },
      { goods: { brands: ["A", "B"], products: ["p"] }, except: { merchants: ["oak"] } },
      { stacking: { with: ["other"] } },
    ]) {
      const before = promotion(offer, more);
      expect(promotionOf(draftOf(before, here), here)).toEqual({ promotion: before });
    }
  });
  it("names every field that cannot be read", () => {
    const draft = { ...blank("id", 0, here), percent: "viel", limit: "1.5", from: "", priority: "" };
    expect(promotionOf(draft, here)).toEqual({
      faults: {
        "offer.basis_points": "share_text",
        from_ms: "moment_text",
        priority: "count_text",
        limit: "count_text",
      },
    });
    const tiers = { ...draft, kind: "threshold" as const, limit: "", tiers: [{ from: "1e3", off: "-1" }] };
    const read = promotionOf(tiers, here);
    expect("faults" in read && Object.keys(read.faults).slice(0, 2)).toEqual([
      "offer.tiers.0.from_minor",
      "offer.tiers.0.off_minor",
    ]);
  });
});

describe("figures", () => {
  it("are read as they are written", () => {
    expect(["300", "1,299.5", "¥ 49.90", "0"].map((text) => minorOf(text, 2))).toEqual([
      30_000, 129_950, 4_990, 0,
    ]);
    expect(["", "-1", "1.234", "x", "1.2.3"].map((text) => minorOf(text, 2))).toEqual(
      new Array(5).fill(undefined),
    );
    expect(minorOf("500", 0)).toBe(500);
    expect([30_000, 4_990].map((minor) => amountText(minor, 2))).toEqual(["300", "49.90"]);
    expect(["8", "8.5 %", "100%"].map(basisPoints)).toEqual([800, 850, 10_000]);
  });
  it("are moments on the stores' clock, wherever the browser is", () => {
    const ms = Date.parse("2026-12-05T08:30:00+08:00");
    expect(momentText(ms, "Asia/Shanghai")).toBe("2026-12-05T08:30");
    expect(momentOf("2026-12-05T08:30", "Asia/Shanghai")).toBe(ms);
    expect(momentOf("2026-02-31T08:30", "Asia/Shanghai")).toBeUndefined();
    expect(momentOf("", "Asia/Shanghai")).toBeUndefined();
  });
});
