/** Words for a case: the operation it is about, the rows that differ, the ways to settle it. */
import type { CaseCard, Remedy } from "../host";
import { fmt, lookup, t } from "../messages/index.svelte";
import type { Place } from "../messages/refusal";

/** `card.redeem.v1` as people call it. */
export function operationName(tag: string): string {
  return lookup(`operation.${tag.replace(/\.v\d+$/, "")}`) ?? tag;
}

/** Whom or what an operation is about, a card by its number as printed. */
export function subjectName({ tag, subject }: { tag: string; subject: string }): string {
  return tag.startsWith("card.") && /^[\dA-Za-z]+$/.test(subject) ? fmt.cardNumber(subject) : subject;
}

export function fieldName(field: string): string {
  return lookup(`field.${field.replace(/_(ms|minor)$/, "")}`) ?? field;
}

/** What a remedy is called, what it means, and the button that does it; head office does some of them otherwise. */
export function remedyWords(
  remedy: Remedy,
  place: Place,
  card: CaseCard,
): { name: string; hint: string; act: string } {
  const stake = card.stake;
  const money = (minor: number): string => fmt.money(minor, stake?.currency ?? "CNY");
  const facts = stake && {
    number: stake.number,
    minor: money(stake.minor),
    left: money(stake.left_minor),
    limit: money(stake.limit_minor),
  };
  const at = (part: string): string | undefined =>
    (facts ? lookup(`remedy.order.${remedy}.${part}`, facts) : undefined) ??
    (place === "hq" ? lookup(`hq.remedy.${remedy}.${part}`) : undefined);
  const free = !stake && card.tag === "card.redeem.v1" ? lookup(`remedy.no_order.${remedy}.hint`) : undefined;
  return {
    name: at("name") ?? t(`remedy.${remedy}`),
    hint: free ?? at("hint") ?? t(`remedy.${remedy}.hint`),
    act: at("do") ?? t(`remedy.${remedy}.do`),
  };
}

/** A plain value as the field means it: a time, money, a step, a known state, else itself. */
export function fieldValue(field: string, value: string): string {
  if (field.endsWith("_ms") && /^\d+$/.test(value)) return fmt.moment(Number(value));
  if (field.endsWith("_minor") && /^-?\d+$/.test(value)) return fmt.money(Number(value), "CNY");
  if (field === "card" || field === "number") return fmt.cardNumber(value);
  return lookup(`value.${value}`) ?? lookup(`step.${value}`) ?? lookup(`kind.${value}`) ?? value;
}
