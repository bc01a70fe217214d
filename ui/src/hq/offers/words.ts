/** A promotion in words, as a list shows it. */
import type { Goods, OfferPlace, Promotion } from "../../host/console";
import { fmt, say, t } from "../../messages/index.svelte";
import { percentText } from "./figures";

export type State = "now" | "next" | "past";

export function stateOf(
  { from_ms, until_ms }: { from_ms: number; until_ms: number | null },
  now: number,
): State {
  if (until_ms !== null && until_ms <= now) return "past";
  return from_ms > now ? "next" : "now";
}

export function whatOf({ offer }: Promotion, currency: string): string {
  const money = (minor: number): string => fmt.money(minor, currency);
  switch (offer.kind) {
    case "percent":
      return t("offers.what.percent", { share: percentText(offer.basis_points) });
    case "amount":
      return t("offers.what.amount", { amount: money(offer.minor) });
    case "fixed_price":
      return t("offers.what.fixed_price", { amount: money(offer.minor) });
    case "buy_n":
      return t("offers.what.buy_n", {
        buy: offer.buy,
        get: offer.get,
        share: percentText(offer.basis_points),
      });
    case "threshold":
      return offer.tiers
        .map((tier) =>
          t(offer.every ? "offers.what.threshold.every" : "offers.what.threshold", {
            from: money(tier.from_minor),
            off: money(tier.off_minor),
          }),
        )
        .join(t("app.comma"));
    case "bundle":
      return t("offers.what.bundle", { count: offer.parts.length, amount: money(offer.minor) });
    case "gift":
      return t("offers.what.gift", { amount: money(offer.from_minor), count: offer.count });
  }
}

export type Names = { categories: Map<string, string>; merchants: OfferPlace[] };

function listed(goods: Goods, { categories, merchants }: Names): string {
  const merchant = (code: string): string => {
    const known = merchants.find((one) => one.id === code);
    return known ? say(known.name) || code : code;
  };
  const names = [
    ...(goods.categories ?? []).map((path) => categories.get(path) ?? path),
    ...(goods.brands ?? []),
    ...(goods.merchants ?? []).map(merchant),
  ];
  if (goods.products) names.push(t("offers.goods.products", { count: goods.products.length }));
  return names.join(t("app.comma"));
}

export function goodsOf(promotion: Promotion, names: Names): string {
  const goods =
    promotion.offer.kind === "bundle"
      ? promotion.offer.parts.map((part) => listed(part.goods, names)).join(" + ")
      : promotion.goods
        ? listed(promotion.goods, names)
        : t("offers.goods.all");
  return promotion.except
    ? `${goods}${t("app.comma")}${t("offers.goods.except", { goods: listed(promotion.except, names) })}`
    : goods;
}
