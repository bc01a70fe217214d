/** Words for a case: the operation it is about, the rows that differ. */
import { fmt, lookup } from "../../messages/index.svelte";

/** `card.redeem.v1` as people call it. */
export function operationName(tag: string): string {
  return lookup(`operation.${tag.replace(/\.v\d+$/, "")}`) ?? tag;
}

export function fieldName(field: string): string {
  return lookup(`field.${field.replace(/_(ms|minor)$/, "")}`) ?? field;
}

/** A plain value as the field means it: a time, money, a step, a known state, else itself. */
export function fieldValue(field: string, value: string): string {
  if (field.endsWith("_ms") && /^\d+$/.test(value)) return fmt.moment(Number(value));
  if (field.endsWith("_minor") && /^-?\d+$/.test(value)) return fmt.money(Number(value), "CNY");
  if (field === "card" || field === "number") return fmt.cardNumber(value);
  return lookup(`value.${value}`) ?? lookup(`step.${value}`) ?? lookup(`kind.${value}`) ?? value;
}
