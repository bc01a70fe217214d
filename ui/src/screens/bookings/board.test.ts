import { describe, expect, it } from "vitest";
import type { BookingBoard, BookingSlot } from "../../host";
import { columnsOf, neighbour } from "../../components/window_grid";
import { fits, pressable, rowsOf } from "./board";

const HOUR = 3_600_000;
const timeOf = (ms: number): string => `${String(Math.floor(ms / HOUR) % 24).padStart(2, "0")}:00`;
const slot = (crew: string, hour: number, state: BookingSlot["state"]): BookingSlot => ({
  window: `${crew}-${hour}-${state}`,
  crew,
  date: "2026-11-22",
  start_ms: hour * HOUR,
  end_ms: (hour + 2) * HOUR,
  kind: "measure",
  state,
  sure: state === "guaranteed" ? 2 : 0,
  free: state === "full" ? 0 : 3,
  booked: [],
});
const finality = { kind: "final" } as const;
const sync = "confirmed" as const;
const board: BookingBoard = {
  days: [],
  crews: ["a", "b"].map((id) => ({ id, name: { zh: id, en: id }, trades: { zh: "", en: "" }, off: [] })),
  slots: [
    slot("a", 8, "guaranteed"),
    slot("a", 10, "full"),
    slot("a", 13, "to_confirm"),
    slot("b", 8, "past"),
    slot("b", 13, "full"),
    slot("b", 13, "guaranteed"),
  ],
  quota_until_ms: null,
};
const columns = columnsOf(board.slots, ["2026-11-22"], timeOf);
const rows = rowsOf(board, columns, timeOf);

describe("the booking board", () => {
  it("says what so many units would get: of the tablet's own, of head office's, or none", () => {
    const kept = slot("a", 8, "guaranteed");
    expect([1, 2, 3, 4].map((units) => fits(kept, units))).toEqual([
      "guaranteed",
      "guaranteed",
      "to_confirm",
      "full",
    ]);
    expect(fits(slot("a", 8, "past"), 1)).toBe("past");
  });
  it("has a column for each window, with the pause between", () => {
    expect(columns.map((column) => [column.start, column.afterPause])).toEqual([
      ["08:00", false],
      ["10:00", false],
      ["13:00", true],
    ]);
  });
  it("leaves a place open where a crew does not work", () => {
    expect(rows[1]?.cells[1]).toBeUndefined();
  });
  it("prefers what can be booked when a crew offers two kinds at once", () => {
    expect(rows[1]?.cells[2]?.state).toBe("guaranteed");
  });
  it("moves over what cannot be pressed, and stays at the end", () => {
    const cells = rows.map((row) => row.cells);
    const fits = (slot: BookingSlot | undefined): boolean => pressable(slot, { moving: null });
    expect(neighbour(cells, [0, 0], [0, 1], fits)).toEqual([0, 2]);
    expect(neighbour(cells, [0, 2], [1, 0], fits)).toEqual([1, 2]);
    expect(neighbour(cells, [0, 2], [0, 1], fits)).toEqual([0, 2]);
  });
  it("opens who is in a full window, and takes an appointment only to free ones of its kind", () => {
    const full = slot("a", 10, "full");
    const booked = { ...full, booked: [{ appointment: "1", name: "陈女士", finality, units: 2, sync }] };
    expect(pressable(full, { moving: null })).toBe(false);
    expect(pressable(booked, { moving: null })).toBe(true);
    const free = slot("a", 13, "to_confirm");
    expect(pressable(booked, { moving: { kind: "measure", units: 2, window: "other" } })).toBe(false);
    expect(pressable(free, { moving: { kind: "measure", units: 2, window: "other" } })).toBe(true);
    expect(pressable(free, { moving: { kind: "install", units: 2, window: "other" } })).toBe(false);
    expect(pressable(free, { moving: { kind: "measure", units: 2, window: free.window } })).toBe(false);
  });
});
