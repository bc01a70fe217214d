/** Which devices are late, behind or off, and in which order they stand. */
import type { DeviceRow } from "../../host/console";

const DAY_MS = 86_400_000;
/** From here on a device is worth a look, and from here on somebody has to act. */
const LATE_MS = DAY_MS;
const LOST_MS = 3 * DAY_MS;
/** As on the tablet: a minute is not worth a word. */
const CLOCK_MS = 60_000;

export type Lateness = "fresh" | "late" | "lost";

/** How long a device has kept silent; one out of service is never late. */
export function lateness(row: DeviceRow, now: number): Lateness {
  if (row.state === "revoked") return "fresh";
  if (row.last_contact_ms === null) return "late";
  const silent = now - row.last_contact_ms;
  return silent >= LOST_MS ? "lost" : silent >= LATE_MS ? "late" : "fresh";
}

export const clockIsOff = (row: DeviceRow): boolean => Math.abs(row.clock_off_ms ?? 0) > CLOCK_MS;

export function newestCatalog(rows: DeviceRow[]): number {
  return Math.max(0, ...rows.map((row) => row.catalog_version ?? 0));
}

export const columns = [
  "name",
  "store",
  "state",
  "contact",
  "waiting",
  "received",
  "catalog",
  "clock",
] as const;
export type Column = (typeof columns)[number];

/** What a column sorts by; the first order shown is the one that puts trouble on top. */
const keys: Record<Column, (row: DeviceRow, named: (row: DeviceRow) => string) => number | string> = {
  name: (row) => row.name,
  store: (row, named) => named(row),
  state: (row) => ["suspended", "active", "revoked"].indexOf(row.state),
  contact: (row) => row.last_contact_ms ?? 0,
  waiting: (row) => -row.waiting,
  received: (row) => -row.received,
  catalog: (row) => row.catalog_version ?? 0,
  clock: (row) => -Math.abs(row.clock_off_ms ?? 0),
};

/** Sorted by a column, ties by store and name. `named` is the store's name in the language of the page. */
export function sorted(
  rows: DeviceRow[],
  column: Column,
  backwards: boolean,
  named: (row: DeviceRow) => string,
): DeviceRow[] {
  const words = new Intl.Collator(undefined, { numeric: true });
  const compare = (a: number | string, b: number | string): number =>
    typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
  const key = keys[column];
  return [...rows].sort(
    (a, b) =>
      (backwards ? -1 : 1) * compare(key(a, named), key(b, named)) ||
      compare(named(a), named(b)) ||
      compare(a.name, b.name),
  );
}

/** Whether larger figures stand on top in a column's first order, for `aria-sort`. */
export const fallsFirst = (column: Column): boolean =>
  column === "waiting" || column === "received" || column === "clock";
