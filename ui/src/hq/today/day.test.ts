import { describe, expect, it } from "vitest";
import { byChannel, byStep, total, worth, type Appointment, type Redemption } from "./day";

const redeemed = (channel: string, minor: number, currency = "CNY", final = true): Redemption => ({
  number: "8H20574413096",
  store: { zh: "城北店", en: "" },
  campaign: { zh: "焕新节", en: "" },
  channel: { zh: channel, en: "" },
  value: { minor, currency },
  at_ms: 0,
  by: "林",
  finality: final ? { kind: "final" } : { kind: "provisional", reason: "right_elsewhere" },
});

describe("the day in figures", () => {
  it("adds up by currency", () => {
    expect(worth([redeemed("a", 100), redeemed("a", 200), redeemed("a", 50, "USD")])).toEqual([
      { minor: 300, currency: "CNY" },
      { minor: 50, currency: "USD" },
    ]);
    expect(worth([])).toEqual([]);
  });
  it("counts by channel and loses none in the rest", () => {
    const all = ["a", "b", "b", "c", "d", "d", "d"].map((channel, i) =>
      redeemed(channel, 100, "CNY", i !== 1),
    );
    const rows = byChannel(all, 3);
    expect(rows.map((row) => row.channel?.zh)).toEqual(["d", "b", undefined]);
    expect(rows.map(total)).toEqual([3, 2, 2]);
    expect(rows[1]).toMatchObject({ final: 1, provisional: 1 });
  });
  it("counts every step, also those at nought", () => {
    const done = { step: "done" } as Appointment;
    expect(byStep([done, done]).map((one) => one.count)).toEqual([0, 0, 0, 0, 2, 0, 0]);
  });
});
