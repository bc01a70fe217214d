/** A card's history, right and source in words. */
import type { CardDeed, CardRedemption, ConsoleCard, ConsoleCards } from "../../host/console";
import { fmt, say, t } from "../../messages/index.svelte";

export type Entry = { at_ms: number; by: string; what: string; reason: string };

function deedWords(deed: CardDeed, known: ConsoleCards): string {
  const store = (id: string): string => {
    const found = known.stores.find((one) => one.id === id);
    return found ? say(found.name) : id;
  };
  switch (deed.kind) {
    case "sold":
      return t("cards.deed.sold", { home: store(deed.home) });
    case "refunded":
      return t("cards.deed.refunded", { amount: fmt.money(deed.amount.minor, deed.amount.currency) });
    case "replaces":
    case "replaced_by":
      return t(`cards.deed.${deed.kind}`, { number: deed.number });
    case "transferred":
      return t("cards.deed.transferred", { to: store(deed.to) });
    case "extended":
      return t("cards.deed.extended", { until: fmt.stamp(deed.until_ms) });
    default:
      return t(`cards.deed.${deed.kind}`);
  }
}

function redeemedWords(one: CardRedemption): string {
  const store = say(one.store);
  if (one.standing === "lost") return t("cards.redeemed.lost", { store });
  if (one.standing === "undone") return t("cards.redeemed.undone", { store });
  return one.finality.kind === "final"
    ? t("cards.redeemed", { store })
    : t("cards.redeemed.provisional", { store });
}

/** What happened to the card, the oldest first. */
export function historyOf(card: ConsoleCard, known: ConsoleCards): Entry[] {
  const events = card.events.map((one) => ({
    at_ms: one.at_ms,
    by: one.by,
    what: deedWords(one.deed, known),
    reason: one.reason,
  }));
  const redemptions = card.redemptions.map((one) => ({
    at_ms: one.at_ms,
    by: one.by,
    what: redeemedWords(one),
    reason: "",
  }));
  return [...events, ...redemptions].sort((a, b) => a.at_ms - b.at_ms);
}

export function rightWords(right: NonNullable<ConsoleCard["right"]>): string {
  const { holder, epoch } = right;
  const parts = [
    holder
      ? t("cards.right.held", { store: say(holder.store), device: holder.name, epoch })
      : t("cards.right.hq", { epoch }),
  ];
  if (!right.unspent) parts.push(t("cards.right.spent"));
  if (right.wanted) {
    parts.push(t("cards.right.wanted"));
    const at = holder?.last_contact_ms ?? null;
    parts.push(
      at === null ? t("cards.right.silent") : t("cards.right.contact", { time: fmt.momentWithin(at) }),
    );
  }
  return parts.join(t("app.comma"));
}

/** Where the buyer came from, as far as the website said. */
export function sourceWords(card: ConsoleCard): string {
  const source = card.source;
  if (!source) return "";
  return [source.channel, source.campaign, source.keyword, source.click]
    .filter((part) => part !== "")
    .join(" · ");
}
