/** What a calendar says of a day, in words. */
import type { DayNote, DayReason } from "../host";
import { holidayInEnglish } from "../messages/holidays";
import { t, zhSet } from "../messages/index.svelte";

const holiday = (announced: string): string => (zhSet() ? announced : holidayInEnglish(announced));

/** Of a day that the crew does not work; `undefined` where only that much is known. */
export function offWords(reason: DayReason | undefined): string {
  if (reason?.why === "holiday") return t("bookings.holiday", { name: holiday(reason.name) });
  if (reason?.why === "exception") return reason.reason;
  return t("bookings.off");
}

/** Of a day of the chain; empty where it is a day like others. */
export function noteWords(note: DayNote): string {
  if (note.day === "holiday") return t("bookings.holiday", { name: holiday(note.name) });
  if (note.day === "swapped_day") return t("bookings.swapped", { name: holiday(note.name) });
  return note.day === "not_announced" ? t("bookings.not_announced") : "";
}
