/** A campaign as it stands in the form: what is typed, before it is read. Pure. */
import type { Campaign, Worth } from "../../host/console";
import { goodsDraft, goodsOf, type DraftGoods } from "../offers/draft";
import { momentOf, momentText } from "../../components/moment";
import { amountText, basisPoints, minorOf, percentText, whole } from "../offers/figures";

export type Here = { zone: string; digits: number; currency: string };
export type Faults = Record<string, string>;

export type Draft = {
  zh: string;
  en: string;
  channelZh: string;
  channelEn: string;
  keyword: string;
  price: string;
  value: string;
  worth: Worth["kind"];
  share: string;
  fromSum: string;
  wordsZh: string;
  wordsEn: string;
  goods: DraftGoods;
  stores: string[];
  from: string;
  until: string;
  cards: string;
  offline: "refuse" | "provisional";
  cap: string;
};

const DAY_MS = 86_400_000;

export function draftOf(seen: Campaign | null, nowMs: number, { zone, digits }: Here): Draft {
  const worth = seen?.benefit.worth ?? { kind: "threshold", from_minor: 0 };
  const amount = (minor: number): string => amountText(minor, digits);
  return {
    zh: seen?.name.zh ?? "",
    en: seen?.name.en ?? "",
    channelZh: seen?.channel.zh ?? "",
    channelEn: seen?.channel.en ?? "",
    keyword: seen?.keyword ?? "",
    price: seen ? amount(seen.price.minor) : "",
    value: seen ? amount(seen.benefit.value.minor) : "",
    worth: worth.kind,
    share: worth.kind === "percent" ? percentText(worth.basis_points) : "",
    fromSum: worth.kind === "threshold" && seen ? amount(worth.from_minor) : "",
    wordsZh: seen?.benefit.words.zh ?? "",
    wordsEn: seen?.benefit.words.en ?? "",
    goods: goodsDraft(seen?.goods),
    stores: seen?.stores ?? [],
    from: momentText(seen?.from_ms ?? nowMs, zone),
    until: momentText(seen?.until_ms ?? nowMs + 30 * DAY_MS, zone),
    cards: seen?.cards == null ? "" : String(seen.cards),
    offline: seen?.offline.kind ?? "refuse",
    cap: seen?.offline.kind === "provisional" ? String(seen.offline.cap_per_day) : "3",
  };
}

/** The campaign that the form says, or what in it cannot be read. */
export function campaignOf(
  id: string,
  draft: Draft,
  seen: Campaign | null,
  { zone, digits, currency }: Here,
): { campaign: Campaign } | { faults: Faults } {
  const faults: Faults = {};
  const need = (field: string, value: number | undefined, code: string): number => {
    if (value === undefined) faults[field] = code;
    return value ?? 0;
  };
  const amount = (field: string, typed: string): number => need(field, minorOf(typed, digits), "amount_text");
  // A moment that nobody touched keeps its seconds.
  const moment = (field: string, typed: string, before: number | undefined): number =>
    before !== undefined && momentText(before, zone) === typed
      ? before
      : need(field, momentOf(typed, zone), "moment_text");
  const worth = (): Worth => {
    if (draft.worth === "percent")
      return {
        kind: "percent",
        basis_points: need("benefit.worth.basis_points", basisPoints(draft.share), "share_text"),
      };
    if (draft.worth === "threshold")
      return { kind: "threshold", from_minor: amount("benefit.worth.from_minor", draft.fromSum) };
    return { kind: draft.worth };
  };
  const campaign: Campaign = {
    id,
    name: { zh: draft.zh.trim(), en: draft.en.trim() },
    channel: { zh: draft.channelZh.trim(), en: draft.channelEn.trim() },
    keyword: draft.keyword.trim(),
    price: { minor: amount("price.minor", draft.price), currency },
    benefit: {
      value: { minor: amount("benefit.value.minor", draft.value), currency },
      worth: worth(),
      words: { zh: draft.wordsZh.trim(), en: draft.wordsEn.trim() },
    },
    goods: goodsOf(draft.goods),
    stores: draft.stores,
    from_ms: moment("from_ms", draft.from, seen?.from_ms),
    until_ms: moment("until_ms", draft.until, seen?.until_ms),
    cards: draft.cards.trim() === "" ? null : need("cards", whole(draft.cards), "count_text"),
    offline:
      draft.offline === "refuse"
        ? { kind: "refuse" }
        : { kind: "provisional", cap_per_day: need("offline", whole(draft.cap), "count_text") },
  };
  return Object.keys(faults).length > 0 ? { faults } : { campaign };
}
