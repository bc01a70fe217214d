import { describe, expect, it } from "vitest";
import type { MeasuredRoom, Quantified, QuoteLine } from "../../host";
import { askedLine } from "./asked";
import { outdated, picks, taken } from "./measured";

const name = { zh: "", en: "" };
const quantity = (unit: Quantified["unit"], gross_milli: number | null): Quantified => ({
  key: unit,
  name,
  unit,
  net_milli: gross_milli,
  waste_percent: 0,
  gross_milli,
});
const room = (...quantities: Quantified[]): MeasuredRoom => ({
  room: "r",
  name: "Kitchen",
  form_name: name,
  version: 1,
  finished_ms: 0,
  by: "",
  quantities,
});
const line = (more: Partial<QuoteLine>): QuoteLine => ({
  line: "1",
  product: "p",
  variant: "v",
  title: name,
  sku: "",
  options: name,
  picture: null,
  merchant: "",
  brand: "",
  category: "",
  unit: "square_metre",
  room: "",
  count: 2,
  size: null,
  quantity_milli: null,
  measured: false,
  piece_minor: 0,
  list_minor: 0,
  price_minor: 0,
  card_minor: 0,
  discount_minor: 0,
  why: [],
  book_version: 1,
  book_zone: null,
  ...more,
});

describe("what was measured", () => {
  const rooms = [room(quantity("square_metre", 11_385), quantity("metre", 3420), quantity("piece", 2001))];

  it("goes to lines that are priced in its unit", () => {
    const found = (unit: QuoteLine["unit"]): number[] => picks(line({ unit }), rooms).map((one) => one.milli);
    expect([found("square_metre"), found("metre"), found("each")]).toEqual([[11_385], [3420], [2001]]);
    const band = { code: "band" as const, width_mm: 800, height_mm: 2000, minor: 1 };
    expect(picks(line({ why: [band] }), rooms)).toEqual([]);
  });
  it("says how much, in which room, and that it was measured", () => {
    const take = (one: QuoteLine) => picks(one, rooms).flatMap((pick) => taken([askedLine(one)], "1", pick));
    const [tiles] = take(line({ size: { width_mm: 1, height_mm: 1 } }));
    expect(tiles).toMatchObject({
      count: 1,
      size: null,
      quantity_milli: 11_385,
      room: "Kitchen",
      measured: true,
    });
    expect(take(line({ unit: "each" }))[0]).toMatchObject({
      count: 3,
      quantity_milli: null,
      room: "Kitchen",
    });
  });
  it("is told when it was measured anew", () => {
    const held = line({ quantity_milli: 11_000, measured: true, room: "Kitchen" });
    expect(outdated(held, picks(held, rooms))).toBe(true);
    const newest = line({ quantity_milli: 11_385, measured: true, room: "Kitchen" });
    expect(outdated(newest, picks(newest, rooms))).toBe(false);
    expect(outdated(line({ quantity_milli: 1 }), picks(line({}), rooms))).toBe(false);
  });
});
