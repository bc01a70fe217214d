/** Figures, money and times in words. Pure: the language and the store's time zone come in. */
export type Locale = { language: "zh-CN" | "en"; zone: string | undefined };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Digits behind the point by ISO 4217, as head office counts minor units; browsers show fewer of some currencies. */
const WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const WITH_THREE = "BHD IQD JOD KWD LYD OMR TND".split(" ");

function minorDigits(currency: string): number {
  if (WITHOUT.includes(currency)) return 0;
  return WITH_THREE.includes(currency) ? 3 : 2;
}

/** Formats by what they are for: making one takes a hundred times as long as using it. */
function kept<K extends string | undefined, F>(make: (key: K) => F): (key: K) => F {
  const made = new Map<K, F>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}

const moneyFormat = kept((currency: string) => {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
});
const wholeFormat = new Intl.NumberFormat("en");
const clockFormat = kept(
  (zone: string | undefined) =>
    new Intl.DateTimeFormat("en", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }),
);
const weekdayFormat = kept(
  (language: string) => new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }),
);
const monthFormat = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** `¥12,480.00`, cut where the small decimals begin. */
export function money(minor: number, currency: string): { sign: string; whole: string; decimals: string } {
  const digits = minorDigits(currency);
  const parts = moneyFormat(currency).formatToParts(Math.abs(minor) / 10 ** digits);
  const joined = (wanted: (type: string) => boolean): string =>
    parts
      .filter((part) => wanted(part.type))
      .map((part) => part.value)
      .join("");
  return {
    sign: minor < 0 ? "−" : "",
    whole: joined(
      (type) => type === "currency" || type === "integer" || type === "group" || type === "literal",
    ),
    decimals: joined((type) => type === "decimal" || type === "fraction"),
  };
}

/** A count in full: `482,300`. */
export function exact(value: number): string {
  return wholeFormat.format(value);
}

/** `¥`. */
export function symbol(currency: string): string {
  return (
    moneyFormat(currency)
      .formatToParts(0)
      .find(({ type }) => type === "currency")?.value ?? currency
  );
}

/** A count: exact up to 9,999, then short (`1.2 万`, `12k`). */
export function count(value: number, { language }: Locale): string {
  if (value < 10_000) return wholeFormat.format(value);
  if (language === "en") {
    if (value >= 1_000_000) return `${trimmed(value / 1_000_000)}m`;
    return `${trimmed(value / 1000)}k`;
  }
  return value >= 100_000_000 ? `${trimmed(value / 100_000_000)} 亿` : `${trimmed(value / 10_000)} 万`;
}

function trimmed(value: number): string {
  return value >= 100 ? String(Math.floor(value)) : String(Math.floor(value * 10) / 10);
}

type Parts = { year: string; month: string; day: string; hour: string; minute: string };

function partsOf(ms: number, zone: string | undefined): Parts {
  const found = clockFormat(zone).formatToParts(ms);
  const of = (type: string): string => found.find((part) => part.type === type)?.value ?? "";
  return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute") };
}

/** `2026-11-21` as the store counts days. */
export function isoDate(ms: number, { zone }: Locale): string {
  const { year, month, day } = partsOf(ms, zone);
  return `${year}-${month}-${day}`;
}

/** `10:42` on the store's clock. */
export function time(ms: number, { zone }: Locale): string {
  const { hour, minute } = partsOf(ms, zone);
  return `${hour}:${minute}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `11-21`, `21 Nov`; with the year when it is not this one. */
export function shortDate(iso: string, now: number, locale: Locale): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  const other = year !== isoDate(now, locale).slice(0, 4);
  if (locale.language === "en")
    return `${Number(day)} ${months[Number(month) - 1] ?? ""}${other ? ` ${year}` : ""}`;
  return `${other ? `${year}-` : ""}${month}-${day}`;
}

/** `周日`, `Sun`. */
export function weekday(iso: string, { language }: Locale): string {
  return weekdayFormat(language).format(Date.parse(`${iso}T00:00:00Z`));
}

/** Month of a heading: `11 月`, `November`. */
export function month(iso: string, { language }: Locale): string {
  if (language === "zh-CN") return `${Number(iso.slice(5, 7))} 月`;
  return monthFormat.format(Date.parse(`${iso}T00:00:00Z`));
}

export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

const near: Record<Locale["language"], Record<string, string>> = {
  "zh-CN": { "0": "今天", "1": "明天", "-1": "昨天" },
  en: { "0": "Today", "1": "Tomorrow", "-1": "Yesterday" },
};

/** A day as people name it: today, a weekday within this week, else the date. */
export function day(iso: string, now: number, locale: Locale): string {
  const today = isoDate(now, locale);
  const apart = Math.round((Date.parse(iso) - Date.parse(today)) / DAY);
  const name = near[locale.language][String(apart)];
  if (name !== undefined) return name;
  return apart > 1 && apart < 7 ? weekday(iso, locale) : shortDate(iso, now, locale);
}

/** `今天 10:42`, `11-14 20:33`. */
export function moment(ms: number, now: number, locale: Locale): string {
  return `${day(isoDate(ms, locale), now, locale)} ${time(ms, locale)}`;
}

/** The same inside a sentence, where English writes "today" small. */
export function momentWithin(ms: number, now: number, locale: Locale): string {
  const said = moment(ms, now, locale);
  return /^(Today|Tomorrow|Yesterday)/.test(said) ? said.charAt(0).toLowerCase() + said.slice(1) : said;
}

/** How long, in its largest unit: `3 天`, `2 小时`, `5 分钟`, `40 秒`. */
export function duration(ms: number, { language }: Locale): string {
  const size = Math.abs(ms);
  const [value, zh, en] =
    size >= DAY
      ? ([Math.floor(size / DAY), "天", "day"] as const)
      : size >= HOUR
        ? ([Math.floor(size / HOUR), "小时", "hour"] as const)
        : size >= MINUTE
          ? ([Math.floor(size / MINUTE), "分钟", "minute"] as const)
          : ([Math.max(1, Math.ceil(size / 1000)), "秒", "second"] as const);
  return language === "en" ? `${value} ${en}${value === 1 ? "" : "s"}` : `${value} ${zh}`;
}

/** How long ago: `6 天前`, `刚刚`. */
export function ago(ms: number, now: number, locale: Locale): string {
  const passed = now - ms;
  if (passed < MINUTE) return locale.language === "en" ? "just now" : "刚刚";
  return locale.language === "en" ? `${duration(passed, locale)} ago` : `${duration(passed, locale)}前`;
}

/** `2026-11-15 09:12`, for titles beside relative times. */
export function stamp(ms: number, locale: Locale): string {
  return `${isoDate(ms, locale)} ${time(ms, locale)}`;
}

/** `640 KB`, `38 MB`. */
export function bytes(size: number): string {
  return size < 1_000_000 ? `${Math.ceil(size / 1000)} KB` : `${trimmed(size / 1_000_000)} MB`;
}

/** A card number in the groups it is printed in: two, then fours, the rest last. */
export function cardNumber(raw: string): string {
  const plain = raw.replace(/[\s-]/g, "").toUpperCase();
  return [plain.slice(0, 2), ...(plain.slice(2).match(/.{1,4}/g) ?? [])].filter(Boolean).join(" ");
}

/** `138****2057` as `138 **** 2057`, `+8613812342057` as `138 1234 2057`; others as they are. */
export function phone(raw: string): string {
  return raw.replace(/^(?:\+86(?=\d))?(\d{3})\s*(\*{4}|\d{4})\s*(\d{4})$/, "$1 $2 $3");
}
