/** Parts of a form in words. */
import { figure } from "../../components/measured";
import { fmt, say, t } from "../../messages/index.svelte";
import { factorsOf, isNumber, numberOf, type CheckDraft, type FieldDraft, type QuantityDraft } from "./draft";

/** What fields are called, by their keys; of one that is gone, its key. */
export type Called = (key: string) => string;
export const calledIn =
  (fields: FieldDraft[]): Called =>
  (key) => {
    const field = fields.find((one) => one.key === key);
    return field ? say(field.name) || t("forms.field.unnamed") : t("forms.field.gone");
  };

export function fieldWords(field: FieldDraft): string {
  const [least, most] = [field.least, field.most].map((text) => numberOf(text, field.unit));
  const shown = (of: number | undefined): string => (of === undefined ? "" : figure(field.unit, of));
  const plausible =
    isNumber(field.unit) && (least !== undefined || most !== undefined)
      ? [t("forms.range", { least: shown(least), most: shown(most) })]
      : [];
  const choices = field.unit === "choice" ? [field.choices.map((one) => say(one.name)).join(" / ")] : [];
  const required = field.required ? [] : [t("forms.optional")];
  return [t(`forms.unit.${field.unit}`), ...plausible, ...choices, ...required].join(" · ");
}

export function checkWords(check: CheckDraft, called: Called): string {
  const list = check.fields.map(called).join(t("app.comma")) || t("forms.nothing");
  const one = check.one ? called(check.one) : t("forms.nothing");
  const other = check.other ? called(check.other) : t("forms.nothing");
  const { tolerance } = check;
  switch (check.check) {
    case "sum":
      return t("forms.told.sum", { list, one, tolerance });
    case "diagonals":
      return t("forms.told.diagonals", { list, one, other, tolerance });
    case "spread":
      return t("forms.told.spread", { list, tolerance });
    case "at_most":
      return t("forms.told.at_most", { one, other });
  }
}

export function quantityWords(quantity: QuantityDraft, called: Called): string {
  const factor = (keys: string[]): string => {
    const names = keys.map(called).join(t("app.comma")) || t("forms.nothing");
    return keys.length > 1 ? t("forms.told.least", { list: names }) : names;
  };
  const formula = quantity.parts
    .map(({ less, factors }, at) => {
      const product = factors.slice(0, factorsOf(quantity.unit).count).map(factor).join(" × ");
      return less ? `− ${product}` : at > 0 ? `+ ${product}` : product;
    })
    .join(" ");
  const most = Math.max(0, ...quantity.waste.map((one) => numberOf(one.percent, "count") ?? 0));
  const waste = most > 0 ? [t("forms.told.waste", { percent: fmt.count(most) })] : [];
  return [formula, t(`forms.quantity.unit.${quantity.unit}`), ...waste].join(" · ");
}
