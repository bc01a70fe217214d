/** Which variant a set of choices means, and what another choice would change. Pure. */
import type { PriceUnit, ProductSheet, VariantSheet } from "../../host";

const same = (a: number[], b: number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Units of which a customer's piece is some part. */
const measured: PriceUnit[] = ["metre", "square_metre"];

/** Whether it has a price for a customer only with their size. */
export function needsSize(product: ProductSheet, variant: VariantSheet): boolean {
  return product.service_route === "heavy" && (variant.largest !== null || measured.includes(product.unit));
}

export function variantOf(product: ProductSheet, choice: number[]): VariantSheet | undefined {
  return product.variants.find((variant) => same(variant.choice, choice));
}

/** The choice after picking `value` of `option`: kept otherwise if that is made, else the nearest that is. */
export function pick(product: ProductSheet, choice: number[], option: number, value: number): number[] {
  const wanted = choice.map((old, i) => (i === option ? value : old));
  if (variantOf(product, wanted)) return wanted;
  const agreeing = (variant: VariantSheet): number =>
    variant.choice.filter((other, i) => other === wanted[i]).length;
  const nearest = product.variants
    .filter((variant) => variant.choice[option] === value)
    .sort((a, b) => agreeing(b) - agreeing(a))[0];
  return nearest ? nearest.choice : wanted;
}

/** Price step in minor units of choosing `value` instead; undefined when it is not made at all. */
export function step(
  product: ProductSheet,
  choice: number[],
  option: number,
  value: number,
): number | undefined {
  const now = variantOf(product, choice);
  const then = variantOf(product, pick(product, choice, option, value));
  if (!then || then.choice[option] !== value) return undefined;
  return then.price_minor - (now?.price_minor ?? then.price_minor);
}

/** The variant asked for, else the first in stock, else the first. */
export function startChoice(product: ProductSheet, wanted: string | null): number[] {
  const variant =
    product.variants.find((one) => one.variant_id === wanted) ??
    product.variants.find((one) => one.in_stock) ??
    product.variants[0];
  return variant?.choice ?? [];
}
