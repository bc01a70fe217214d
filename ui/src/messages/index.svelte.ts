/** The message catalogue in the chosen language, and figures and times in the store's zone. */
import type { Localized, Money } from "../host";
import { settings } from "../state/settings.svelte";
import { nowMs } from "../state/clock.svelte";
import * as format from "./format";
import { en, zh } from "./catalogue";
import { fill, type Names, type Values } from "./text";

export { en, zh };

export type Key = keyof typeof zh;
type Wanted<K extends Key> = Names<(typeof zh)[K]>;

let zone = $state<string>();
/** Days and hours are the store's, wherever the tablet is carried. */
export function useZone(timeZone: string | undefined): void {
  zone = timeZone;
}

function text(key: Key): string {
  return settings.language === "en" ? en[key] : zh[key];
}

/** A text by its key; the compiler asks for exactly the values it has places for. */
export function t<K extends Key>(
  key: K,
  ...values: [Wanted<K>] extends [never] ? [] : [Record<Wanted<K>, string | number>]
): string {
  return fill(text(key), (values[0] ?? {}) as Values);
}

/** A text whose key is put together while running, such as `refusal.<code>`; undefined if there is none. */
export function lookup(key: string, values: Values = {}): string | undefined {
  return key in zh ? fill(text(key as Key), values) : undefined;
}

export const zhSet = (): boolean => settings.language === "zh-CN";

/** The side of a bilingual text that fits the language; the other when that is empty. */
export function say(both: Localized): string {
  return zhSet() ? both.zh || both.en : both.en || both.zh;
}

/** The language the said side is really in, for `lang` attributes; undefined when it is the page's. */
export function saidIn(both: Localized): string | undefined {
  if (zhSet()) return both.zh ? undefined : "en";
  return both.en ? undefined : "zh-CN";
}

const locale = (): format.Locale => ({ language: settings.language, zone });

export const fmt = {
  money: (minor: number, currency: string): string => {
    const { sign, whole, decimals } = format.money(minor, currency);
    return sign + whole + decimals;
  },
  symbol: format.symbol,
  amount: (value: Money): string => fmt.money(value.minor, value.currency),
  count: (value: number): string => format.count(value, locale()),
  exact: format.exact,
  time: (ms: number): string => format.time(ms, locale()),
  span: (start: number, end: number): string => `${fmt.time(start)}–${fmt.time(end)}`,
  isoDate: (ms: number): string => format.isoDate(ms, locale()),
  today: (): string => format.isoDate(nowMs(), locale()),
  day: (iso: string): string => format.day(iso, nowMs(), locale()),
  shortDate: (iso: string): string => format.shortDate(iso, nowMs(), locale()),
  dateOf: (ms: number): string => format.shortDate(format.isoDate(ms, locale()), nowMs(), locale()),
  weekday: (iso: string): string => format.weekday(iso, locale()),
  month: (iso: string): string => format.month(iso, locale()),
  moment: (ms: number): string => format.moment(ms, nowMs(), locale()),
  momentWithin: (ms: number): string => format.momentWithin(ms, nowMs(), locale()),
  duration: (ms: number): string => format.duration(ms, locale()),
  ago: (ms: number): string => format.ago(ms, nowMs(), locale()),
  stamp: (ms: number): string => format.stamp(ms, locale()),
  bytes: format.bytes,
  cardNumber: format.cardNumber,
  phone: format.phone,
};
