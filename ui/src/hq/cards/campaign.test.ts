import { describe, expect, it } from "vitest";
import type { Campaign } from "../../host/console";
import { campaignOf, draftOf } from "./campaign";

const here = { zone: "Asia/Shanghai", digits: 2, currency: "CNY" };
const seen: Campaign = {
  id: "c",
  name: { zh: "冬日", en: "Winter" },
  channel: { zh: "直播", en: "Live" },
  keyword: "",
  price: { minor: 9900, currency: "CNY" },
  benefit: {
    value: { minor: 200_000, currency: "CNY" },
    worth: { kind: "percent", basis_points: 750 },
    words: { zh: "", en: "" },
  },
  goods: { brands: ["Oak"] },
  stores: ["s"],
  from_ms: 1_793_491_200_123,
  until_ms: 1_793_991_200_456,
  cards: 500,
  offline: { kind: "provisional", cap_per_day: 3 },
};

describe("a campaign in the form", () => {
  it("that nobody touched is the same campaign, to the millisecond", () => {
    expect(campaignOf("c", draftOf(seen, 0, here), seen, here)).toEqual({ campaign: seen });
  });
  it("names every field that cannot be read", () => {
    const draft = { ...draftOf(seen, 0, here), price: "a lot", share: "x", until: "", cards: "many" };
    expect(campaignOf("c", draft, seen, here)).toEqual({
      faults: {
        "price.minor": "amount_text",
        "benefit.worth.basis_points": "share_text",
        until_ms: "moment_text",
        cards: "count_text",
      },
    });
  });
});
