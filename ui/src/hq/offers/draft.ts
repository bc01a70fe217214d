/** A promotion while it is filled in: everything as text, and what of it cannot be read, by field. Pure. */
import type { BundlePart, Channel, Goods, Offer, OfferKind, Promotion, Stacking } from "../../host/console";
import { momentOf, momentText } from "../../components/moment";
import { amountText, basisPoints, minorOf, percentText, whole } from "./figures";

export type DraftGoods = { categories: string[]; merchants: string[]; brands: string; products: string[] };
export type Draft = {
  id: string;
  zh: string;
  en: string;
  kind: OfferKind;
  percent: string;
  amount: string;
  buy: string;
  get: string;
  tiers: { from: string; off: string }[];
  every: boolean;
  parts: { goods: DraftGoods; count: string }[];
  gift: { product: string; variant: string; sku: string; count: string };
  goods: DraftGoods;
  except: DraftGoods;
  stores: string[];
  channel: "" | Channel;
  from: string;
  until: string;
  limit: string;
  priority: string;
  stacking: "nothing" | "anything" | "with";
  /** The promotions that it may meet; not changed here. */
  meets: string[];
};

/** By field: the code of what is wrong. */
export type Faults = Record<string, string>;
/** What texts mean here: the chain's clock and its currency. */
export type Here = { zone: string; digits: number };

export const kinds: OfferKind[] = [
  "percent",
  "amount",
  "fixed_price",
  "buy_n",
  "threshold",
  "bundle",
  "gift",
];

export const noGoods = (): DraftGoods => ({ categories: [], merchants: [], brands: "", products: [] });

const DAY_MS = 86_400_000;

export function blank(id: string, nowMs: number, { zone }: Here): Draft {
  return {
    id,
    zh: "",
    en: "",
    kind: "percent",
    percent: "",
    amount: "",
    buy: "3",
    get: "1",
    tiers: [{ from: "", off: "" }],
    every: false,
    parts: [
      { goods: noGoods(), count: "1" },
      { goods: noGoods(), count: "1" },
    ],
    gift: { product: "", variant: "", sku: "", count: "1" },
    goods: noGoods(),
    except: noGoods(),
    stores: [],
    channel: "",
    from: momentText(nowMs, zone),
    until: momentText(nowMs + 14 * DAY_MS, zone),
    limit: "",
    priority: "0",
    stacking: "nothing",
    meets: [],
  };
}

export function goodsDraft(goods: Goods | undefined): DraftGoods {
  return {
    categories: goods?.categories ?? [],
    merchants: goods?.merchants ?? [],
    brands: (goods?.brands ?? []).join(", "),
    products: goods?.products ?? [],
  };
}

export function draftOf(promotion: Promotion, here: Here): Draft {
  const { offer } = promotion;
  const money = (minor: number): string => amountText(minor, here.digits);
  const draft = blank(promotion.id, promotion.from_ms, here);
  draft.zh = promotion.name.zh;
  draft.en = promotion.name.en;
  draft.kind = offer.kind;
  if ("basis_points" in offer) draft.percent = percentText(offer.basis_points);
  if (offer.kind === "amount" || offer.kind === "fixed_price" || offer.kind === "bundle")
    draft.amount = money(offer.minor);
  if (offer.kind === "gift") {
    draft.amount = money(offer.from_minor);
    draft.gift = { product: offer.product, variant: offer.variant, sku: "", count: String(offer.count) };
  }
  if (offer.kind === "buy_n") {
    draft.buy = String(offer.buy);
    draft.get = String(offer.get);
  }
  if (offer.kind === "threshold") {
    draft.tiers = offer.tiers.map((tier) => ({ from: money(tier.from_minor), off: money(tier.off_minor) }));
    draft.every = offer.every;
  }
  if (offer.kind === "bundle")
    draft.parts = offer.parts.map((part) => ({ goods: goodsDraft(part.goods), count: String(part.count) }));
  draft.goods = goodsDraft(promotion.goods);
  draft.except = goodsDraft(promotion.except);
  draft.stores = promotion.stores ?? [];
  draft.channel = promotion.channels?.length === 1 ? (promotion.channels[0] ?? "") : "";
  draft.from = momentText(promotion.from_ms, here.zone);
  draft.until = momentText(promotion.until_ms, here.zone);
  draft.limit = promotion.limit === undefined ? "" : String(promotion.limit);
  draft.priority = String(promotion.priority);
  const stacking = promotion.stacking;
  draft.stacking = typeof stacking === "string" ? stacking : "with";
  draft.meets = typeof stacking === "string" ? [] : stacking.with;
  return draft;
}

export function goodsOf(draft: DraftGoods): Goods {
  const brands = draft.brands
    .split(/[,，]/)
    .map((brand) => brand.trim())
    .filter(Boolean);
  const goods: Goods = {};
  if (draft.products.length > 0) goods.products = draft.products;
  if (draft.categories.length > 0) goods.categories = draft.categories;
  if (brands.length > 0) goods.brands = brands;
  if (draft.merchants.length > 0) goods.merchants = draft.merchants;
  return goods;
}

const isAll = (goods: Goods): boolean => Object.keys(goods).length === 0;

/** The promotion, as far as every text can be read; else what cannot, by field. */
export function promotionOf(draft: Draft, here: Here): { promotion: Promotion } | { faults: Faults } {
  const faults: Faults = {};
  const read = <T>(field: string, value: T | undefined, code: string, otherwise: T): T => {
    if (value === undefined) faults[field] = code;
    return value ?? otherwise;
  };
  const money = (field: string, text: string): number =>
    read(field, minorOf(text, here.digits), "amount_text", 0);
  const count = (field: string, text: string): number => {
    const value = whole(text);
    return read(field, value !== undefined && value >= 0 ? value : undefined, "count_text", 0);
  };
  const share = (): number => read("offer.basis_points", basisPoints(draft.percent), "share_text", 0);

  const offers: Record<OfferKind, () => Offer> = {
    percent: () => ({ kind: "percent", basis_points: share() }),
    amount: () => ({ kind: "amount", minor: money("offer.minor", draft.amount) }),
    fixed_price: () => ({ kind: "fixed_price", minor: money("offer.minor", draft.amount) }),
    buy_n: () => ({
      kind: "buy_n",
      buy: count("offer.buy", draft.buy),
      get: count("offer.get", draft.get),
      basis_points: share(),
    }),
    threshold: () => ({
      kind: "threshold",
      every: draft.every,
      tiers: draft.tiers.map((tier, i) => ({
        from_minor: money(`offer.tiers.${i}.from_minor`, tier.from),
        off_minor: money(`offer.tiers.${i}.off_minor`, tier.off),
      })),
    }),
    bundle: () => ({
      kind: "bundle",
      minor: money("offer.minor", draft.amount),
      parts: draft.parts.map((part, i): BundlePart => ({
        goods: goodsOf(part.goods),
        count: count(`offer.parts.${i}.count`, part.count),
      })),
    }),
    gift: () => ({
      kind: "gift",
      from_minor: money("offer.from_minor", draft.amount),
      product: read("offer.product", draft.gift.product || undefined, "product_unknown", ""),
      variant: draft.gift.variant,
      count: count("offer.count", draft.gift.count),
    }),
  };
  const stacking: Stacking = draft.stacking === "with" ? { with: draft.meets } : draft.stacking;
  const promotion: Promotion = {
    id: draft.id,
    name: { zh: draft.zh.trim(), en: draft.en.trim() },
    offer: offers[draft.kind](),
    from_ms: read("from_ms", momentOf(draft.from, here.zone), "moment_text", 0),
    until_ms: read("until_ms", momentOf(draft.until, here.zone), "moment_text", 0),
    priority: read("priority", whole(draft.priority), "count_text", 0),
    stacking,
  };
  const [goods, except] = [goodsOf(draft.goods), goodsOf(draft.except)];
  if (!isAll(goods)) promotion.goods = goods;
  if (!isAll(except)) promotion.except = except;
  if (draft.stores.length > 0) promotion.stores = draft.stores;
  if (draft.channel !== "") promotion.channels = [draft.channel];
  if (draft.limit.trim() !== "") promotion.limit = count("limit", draft.limit);
  return Object.keys(faults).length > 0 ? { faults } : { promotion };
}
