/** The board as rows and columns: crews by windows of the days shown. Pure. */
import type { BookedPlace, BookingBoard, BookingSlot, WorkKind } from "../../host";

export type Column = {
  date: string;
  /** Start on the store's clock, such as `08:30`. */
  start: string;
  /** A pause of the crews lies before this window. */
  afterPause: boolean;
  firstOfDay: boolean;
};
export type Row = { crew: BookingBoard["crews"][number]; cells: (BookingSlot | undefined)[] };

const PAUSE_MS = 30 * 60_000;
const order: BookingSlot["state"][] = ["guaranteed", "to_confirm", "full", "past"];

export function columnsOf(slots: BookingSlot[], dates: string[], timeOf: (ms: number) => string): Column[] {
  return dates.flatMap((date) => {
    const windows = new Map<string, BookingSlot>();
    for (const slot of slots)
      if (slot.date === date && !windows.has(timeOf(slot.start_ms))) windows.set(timeOf(slot.start_ms), slot);
    const sorted = [...windows].sort(([, a], [, b]) => a.start_ms - b.start_ms);
    return sorted.map(([start, slot], i) => {
      const before = sorted[i - 1]?.[1];
      return {
        date,
        start,
        afterPause: before !== undefined && slot.start_ms - before.end_ms >= PAUSE_MS,
        firstOfDay: i === 0,
      };
    });
  });
}

export function rowsOf(board: BookingBoard, columns: Column[], timeOf: (ms: number) => string): Row[] {
  const key = (crew: string, date: string, start: string): string => `${crew} ${date} ${start}`;
  const cells = new Map<string, BookingSlot>();
  for (const slot of board.slots) {
    const place = key(slot.crew, slot.date, timeOf(slot.start_ms));
    const there = cells.get(place);
    // A crew may offer several kinds of work in one window: show the one that can be booked.
    if (!there || order.indexOf(slot.state) < order.indexOf(there.state)) cells.set(place, slot);
  }
  return board.crews.map((crew) => ({
    crew,
    cells: columns.map((column) => cells.get(key(crew.id, column.date, column.start))),
  }));
}

export const bookable = (slot: BookingSlot | undefined): boolean =>
  slot?.state === "guaranteed" || slot?.state === "to_confirm";

/** What the board is used for: to look, book and open, or to find another window for an appointment of `kind`. */
export type Use = { moving: null } | { moving: { kind: WorkKind; window: string } };

/** Who is opened by pressing a place: those who are in it, where no place is left. */
export const opens = (slot: BookingSlot | undefined): BookedPlace[] =>
  slot && !bookable(slot) ? slot.booked : [];

export const pressable = (slot: BookingSlot | undefined, { moving }: Use): boolean =>
  moving
    ? bookable(slot) && slot?.kind === moving.kind && slot.window !== moving.window
    : bookable(slot) || opens(slot).length > 0;

/** The next place that can be pressed from (row, column) in a direction; stays when there is none. */
export function neighbour(
  rows: Row[],
  at: [number, number],
  by: [number, number],
  use: Use,
): [number, number] {
  let [row, column] = [at[0] + by[0], at[1] + by[1]];
  while (row >= 0 && row < rows.length && column >= 0 && column < (rows[row]?.cells.length ?? 0)) {
    if (pressable(rows[row]?.cells[column], use)) return [row, column];
    row += by[0];
    column += by[1];
  }
  return at;
}
