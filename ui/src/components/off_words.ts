/** What a calendar says of a day, in words. */
import type { DayNote, DayReason } from "../host";
import { t } from "../messages/index.svelte";

/** Of a day that the crew does not work; `undefined` where only that much is known. */
export function offWords(reason: DayReason | undefined): string {
  if (reason?.why === "holiday") return t("bookings.holiday", { name: reason.name });
  if (reason?.why === "exception") return reason.reason;
  return t("bookings.off");
}

/** Of a day of the chain; empty where it is a day like others. */
export function noteWords(note: DayNote): string {
  if (note.day === "holiday") return t("bookings.holiday", { name: note.name });
  if (note.day === "swapped_day") return t("bookings.swapped", { name: note.name });
  return note.day === "not_announced" ? t("bookings.not_announced") : "";
}
