/** Why something costs what it costs, in words: the steps from the price book to the price now. */
import type { Reason } from "../../host";
import { fmt, say, t } from "../../messages/index.svelte";

/** One step: what it is, what there is to add, and what it makes of the price. */
export type Step = { what: string; note: string; amount: string };

function quantity(milli: number): string {
  return (milli / 1000).toLocaleString("en", { maximumFractionDigits: 3 });
}

function dates(from: number | null, until: number | null): string {
  if (until !== null) return t("why.until", { date: fmt.dateOf(until) });
  return from === null ? "" : t("why.since", { date: fmt.dateOf(from) });
}

function step(reason: Reason, unit: string, currency: string): Step {
  const money = (minor: number): string => fmt.money(minor, currency);
  const off = (minor: number): string => (minor === 0 ? "" : money(-minor));
  switch (reason.code) {
    case "book": {
      const note = [t("why.version", { version: reason.version }), dates(reason.from_ms, null)];
      return {
        what: say(reason.name) || t("why.book"),
        note: note.filter(Boolean).join(t("app.comma")),
        amount: t("why.per_unit", { price: money(reason.unit_minor), unit }),
      };
    }
    case "band":
      return {
        what: t("why.band", { width: fmt.exact(reason.width_mm), height: fmt.exact(reason.height_mm) }),
        note: t("why.band.note"),
        amount: money(reason.minor),
      };
    case "quantity":
      return {
        what: t("why.quantity", { amount: quantity(reason.milli), unit }),
        note: reason.minimum ? t("why.minimum") : "",
        amount: "",
      };
    case "minimum_count":
      return { what: t("why.minimum_count", { count: reason.count, unit }), note: "", amount: "" };
    case "promotion":
      return {
        what: say(reason.name),
        note: [t(`why.kind.${reason.kind}`), dates(null, reason.until_ms)]
          .filter(Boolean)
          .join(t("app.comma")),
        amount: off(reason.off_minor),
      };
    case "floor":
      return { what: t("why.floor"), note: t("why.floor.note"), amount: money(reason.minor) };
  }
}

/** The steps of `why`; `unit` is the word for what one price is for. */
export function steps(why: Reason[], unit: string, currency: string): Step[] {
  return why.map((reason) => step(reason, unit, currency));
}
