/** Readings, warnings and quantities in words. */
import type { FieldUnit, FormField, Quantified, Reading, TypedFault, Warning } from "../host";
import { fmt, say, t } from "../messages/index.svelte";

/** A number in its field's unit: `1,234`, `90.5°`. */
export function figure(unit: FieldUnit, number: number): string {
  if (unit === "degrees") return `${(number / 10).toFixed(1)}°`;
  return fmt.exact(number);
}

/** A reading as people read it. */
export function spoken(field: Pick<FormField, "unit"> & Partial<FormField>, reading: Reading | null): string {
  if (reading === null || reading === "") return t("measure.nothing");
  if (typeof reading === "boolean") return t(reading ? "measure.yes" : "measure.no");
  if (typeof reading === "number") return figure(field.unit, reading);
  const chosen = field.choices?.find((choice) => choice.key === reading);
  return chosen ? say(chosen.name) : reading;
}

/** A reading as it stands in its field. */
export function typed(reading: Reading | undefined, unit: FieldUnit): string {
  if (reading === undefined) return "";
  if (typeof reading === "number" && unit === "degrees") return String(reading / 10);
  return String(reading);
}

export function warned(warning: Warning, unit: FieldUnit): string {
  const of = (number: number): string => figure(unit, number);
  const off = (number: number): string => of(Math.abs(number));
  switch (warning.code) {
    case "below":
      return t("warn.below", { least: of(warning.least) });
    case "above":
      return t("warn.above", { most: of(warning.most) });
    case "sum":
      return t("warn.sum", {
        sum: of(warning.sum),
        total: of(warning.total),
        off: off(warning.sum - warning.total),
      });
    case "diagonal":
      return t("warn.diagonal", { expected: of(warning.expected), off: off(warning.off) });
    case "skew":
      return t("warn.skew", { off: off(warning.off) });
    case "spread":
      return t("warn.spread", { apart: of(warning.apart) });
    case "more_than":
      return t("warn.more_than", { than: say(warning.than), most: of(warning.most) });
  }
}

export const misread = (fault: TypedFault): string => t(`typed.${fault}`);

/** Thousandths of a unit: `12.39 m²`. */
export function quantity(of: Pick<Quantified, "unit">, milli: number): string {
  const digits = of.unit === "piece" ? 0 : 2;
  return t(`measure.unit.${of.unit}`, { value: (milli / 1000).toFixed(digits) });
}
