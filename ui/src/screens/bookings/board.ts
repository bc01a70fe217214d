/** The board as rows and columns: crews by windows of the days shown. Pure. */
import type { Column } from "../../components/window_grid";
import type { BookedPlace, BookingBoard, BookingSlot, WorkKind } from "../../host";

export type Row = { crew: BookingBoard["crews"][number]; cells: (BookingSlot | undefined)[] };

const order: BookingSlot["state"][] = ["guaranteed", "to_confirm", "full", "past"];

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

/** What booking `units` of it now would give: guaranteed where the tablet has as many, else whether head office has. */
export function fits(slot: BookingSlot, units: number): BookingSlot["state"] {
  if (!bookable(slot)) return slot.state;
  if (slot.sure >= units) return "guaranteed";
  return slot.free >= units ? "to_confirm" : "full";
}

/** What the board is used for: to look, book and open, or to find another window for an appointment of `kind`. */
export type Use = { moving: null } | { moving: { kind: WorkKind; window: string; units: number } };

/** Who is opened by pressing a place: those who are in it, where no place is left. */
export const opens = (slot: BookingSlot | undefined): BookedPlace[] =>
  slot && !bookable(slot) ? slot.booked : [];

export const pressable = (slot: BookingSlot | undefined, { moving }: Use): boolean =>
  moving
    ? slot !== undefined &&
      ["guaranteed", "to_confirm"].includes(fits(slot, moving.units)) &&
      slot.kind === moving.kind &&
      slot.window !== moving.window
    : bookable(slot) || opens(slot).length > 0;
