/** Moments as people pick them, on the clock of a zone. Pure. */
import { parseDateTime, toZoned, fromAbsolute } from "@internationalized/date";

/** UTC milliseconds of what a field for date and time holds, on a clock of the zone. */
export function momentOf(typed: string, zone: string): number | undefined {
  try {
    return toZoned(parseDateTime(typed), zone).toDate().getTime();
  } catch {
    return undefined;
  }
}

/** What a field for date and time shows of a moment, on a clock of the zone. */
export function momentText(ms: number, zone: string): string {
  const at = fromAbsolute(ms, zone);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(at.year).padStart(4, "0")}-${two(at.month)}-${two(at.day)}T${two(at.hour)}:${two(at.minute)}`;
}
