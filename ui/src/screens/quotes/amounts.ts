/** Amounts of goods in words. */
import type { QuantityUnit } from "../../host";
import { t } from "../../messages/index.svelte";

/** Thousandths of a unit, all of them, as the price is of them: `11.385 m²`. */
export function amount(unit: QuantityUnit, milli: number): string {
  return t(`measure.unit.${unit}`, { value: String(milli / 1000) });
}
