/** Loads and days of the board in words. */
import { noteWords, offWords } from "../../components/off_words";
import type { ConsoleAppointment, ConsoleCrewDay, ConsoleWindow, DayReason } from "../../host/console";
import { fmt, t } from "../../messages/index.svelte";
import { levelOf, type Column, type Load } from "./grid";

/** What stands beside the number: how many are left, full, or how many too many. */
export function leftWords(load: Load): string {
  const level = levelOf(load);
  if (level === "short") return t("hq.board.short", { count: load.short });
  if (level === "none") return t("hq.board.closed");
  return level === "full" ? t("hq.board.full") : t("hq.board.free", { count: load.free });
}

/** The whole load: booked, kept for tablets, left. */
export function loadWords(load: Load): string {
  const booked = t("hq.board.booked", { booked: load.booked, capacity: load.capacity });
  const promised = load.promised > 0 ? [t("hq.board.promised", { count: load.promised })] : [];
  const kept = load.kept > 0 ? [t("hq.board.kept", { count: load.kept })] : [];
  return [booked, ...promised, ...kept, leftWords(load)].join(t("app.comma"));
}

/** Why a crew's day is not like others; empty where it is. */
export function dayWords(works: ConsoleCrewDay | null): string {
  if (!works) return "";
  if (!works.works) return offWords(works.reason);
  if (works.reason.why === "swapped_day") return t("bookings.swapped", { name: works.reason.name });
  return works.announced ? "" : noteWords({ day: "not_announced" });
}

/** Why nobody comes on a day off, as stores read it beside their customers' names. */
export function offReason(reason: DayReason): string {
  if (reason.why === "holiday" || reason.why === "swapped_day") return reason.name;
  return reason.why === "exception" ? reason.reason : t("hq.days_off.weekly");
}

/** The customer, also where they were erased. */
export const called = (one: ConsoleAppointment): string => one.customer || t("people.erased");

/** `11-23 周一`, `Mon 23 Nov`. */
export const dateWords = (date: string): string =>
  t("hq.date", { date: fmt.shortDate(date), weekday: fmt.weekday(date) });

export const columnWords = (column: Column): string =>
  [dateWords(column.date), column.start ?? ""].filter(Boolean).join(" ");

export const windowWords = (window: ConsoleWindow): string =>
  `${dateWords(window.date)} ${fmt.span(window.start_ms, window.end_ms)}`;
