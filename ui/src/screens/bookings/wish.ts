/** What a visit is wished for, and what speaks for a window that is proposed. */
import type {
  CategoryCount,
  ChainArgs,
  DayPart,
  Proposal,
  ProposalsArgs,
  WorkKind,
  Workload,
} from "../../host";
import { fmt, say, t } from "../../messages/index.svelte";

/** When the customer would like it. */
export const TIMES = ["any", "morning", "afternoon", "weekend"] as const;
export type Time = (typeof TIMES)[number];

export type Wish = {
  kind: WorkKind;
  /** Path of the category of the goods; empty: not said. */
  goods: string;
  /** How many pieces, as typed. */
  quantity: string;
  address: string;
  time: Time;
  /** The installation is wished for together with the measurement. */
  together: boolean;
};

const PROPOSED = 6;
/** Most pieces of one visit, as head office has it. */
const QUANTITY_LIMIT = 99;
const WEEKEND = [6, 7];

/** The question that a wish puts to the tablet. */
export const asked = (wish: Wish): ProposalsArgs => ({
  ...askedTogether(wish),
  kind: wish.kind,
  from: null,
});

/** The question for a measurement and an installation together. */
export function askedTogether(wish: Wish): ChainArgs {
  const part: DayPart | null = wish.time === "morning" || wish.time === "afternoon" ? wish.time : null;
  return {
    goods: wish.goods || null,
    quantity: piecesOf(wish.quantity) ?? 1,
    address: wish.address.trim(),
    weekdays: wish.time === "weekend" ? WEEKEND : [],
    part,
    limit: PROPOSED,
  };
}

/** A number of pieces as it is typed; undefined where no visit is for so many. */
export function piecesOf(text: string): number | undefined {
  const count = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= QUANTITY_LIMIT ? count : undefined;
}

/** What a visit takes, in words: its time, where a norm says it, and its units. */
export function workloadWords({ minutes, units }: Workload): string {
  const time = minutes === null ? [] : [t("bookings.work.time", { time: fmt.duration(minutes * 60_000) })];
  return [...time, t("bookings.work.units", { units })].join(t("app.comma"));
}

/** The goods to choose from, those that were not said first. */
export function goodsOptions(categories: CategoryCount[]): { value: string; text: string }[] {
  const named = categories.map((one) => ({
    value: one.category,
    text: (one.category.includes("/") ? "　" : "") + say(one.name),
  }));
  return [{ value: "", text: t("bookings.goods.any") }, ...named];
}

/** What speaks for a window and against it, the weightiest first. */
export function reasons(one: Proposal): string[] {
  const minutes = one.detour?.minutes;
  const drive =
    minutes === undefined
      ? []
      : [minutes > 0 ? t("bookings.why.detour", { minutes }) : t("bookings.why.on_the_way")];
  return [
    ...(one.liked ? [] : [t("bookings.why.other_time")]),
    ...(one.nearby ? [t("bookings.why.nearby")] : []),
    ...drive,
    ...(one.specialist ? [t("bookings.why.specialist")] : []),
    t("bookings.why.load", { units: one.day_units, capacity: one.day_capacity }),
  ];
}
