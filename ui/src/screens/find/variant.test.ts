import { describe, expect, it } from "vitest";
import type { ProductSheet, VariantSheet } from "../../host";
import { pick, startChoice, step, variantOf } from "./variant";

const variant = (choice: number[], price_minor: number, in_stock = true): VariantSheet => ({
  variant_id: choice.join("-"),
  sku: choice.join("-"),
  gtin: null,
  choice,
  price_minor,
  was_minor: null,
  why: [],
  largest: null,
  currency: "CNY",
  in_stock,
  picture: null,
});
const option = (zh: string, values: string[]) => ({
  name: { zh, en: "" },
  values: values.map((value) => ({ zh: value, en: "" })),
});
const product = {
  options: [option("门板", ["白", "灰", "绿"]), option("台面", ["石英石", "岩板"])],
  variants: [variant([0, 0], 1000, false), variant([0, 1], 1400), variant([1, 0], 1100)],
} as ProductSheet;

describe("choosing options", () => {
  it("finds the variant of a choice", () => {
    expect(variantOf(product, [0, 1])?.price_minor).toBe(1400);
    expect(variantOf(product, [1, 1])).toBeUndefined();
  });
  it("moves to the nearest that is made when the exact one is not", () => {
    expect(pick(product, [0, 1], 0, 1)).toEqual([1, 0]);
  });
  it("says what a choice would cost more, and when it is not made", () => {
    expect(step(product, [0, 0], 1, 1)).toBe(400);
    expect(step(product, [0, 0], 0, 2)).toBeUndefined();
  });
  it("starts with what was asked for, else with what is in stock", () => {
    expect(startChoice(product, "1-0")).toEqual([1, 0]);
    expect(startChoice(product, null)).toEqual([0, 1]);
  });
});
