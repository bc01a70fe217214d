import { describe, expect, it } from "vitest";
import { aimIn, aims, keyOf, partners, takes, type Aim } from "./aims";
import type { ConsoleBoard, Id } from "../../host/console";
import { DAYS, appointment, crew, moving, timeOf, week, window } from "./fixture";
import { cells, columns } from "./grid";

/** Where on a day of crew `a` it goes. */
function aimOn(board: ConsoleBoard, day: number, on?: Id): Aim | undefined {
  const cell = cells(board, columns(board, timeOf), timeOf)[0]?.[day];
  return cell && aimIn(cell, moving, 0, timeOf, on);
}

describe("where an appointment of the board can go", () => {
  it("takes an appointment to other windows of its kind and store that are free and to come", () => {
    const open = window("b", 0, 10, 1);
    expect(takes(open, moving, 0)).toBe(true);
    expect(takes({ ...open, free: 0 }, moving, 0)).toBe(false);
    const longer = { ...moving, appointment: { ...moving.appointment, units: 2 } };
    expect(takes(open, longer, 0)).toBe(false);
    expect(takes({ ...open, free: 2 }, longer, 0)).toBe(true);
    expect(takes({ ...open, kind: "install" }, moving, 0)).toBe(false);
    expect(takes({ ...open, stores: ["other"] }, moving, 0)).toBe(false);
    expect(takes(open, moving, open.start_ms)).toBe(false);
    expect(takes(moving.from, moving, 0)).toBe(false);
  });
  it("prefers the same hour of a day, and lists all by time", () => {
    expect(aimOn(week, 1)?.window.window).toBe("a-1-13");
    expect(aimOn(week, 0)).toBeUndefined();
    expect(aims(week, moving, 0).map(keyOf)).toEqual(["b-0-10", "a-1-8", "a-1-13"]);
  });
});

describe("who it can change places with", () => {
  const full = {
    ...window("a", 1, 8, 0),
    appointments: [appointment("Ms Lin", 1), appointment("Mr Zhao", 3), appointment("Ms Wu", 4)],
  };
  const there = (window: typeof full, one = moving): string[] =>
    partners(window, one, 0).map((other) => other.customer);

  it("is everyone for whose units both windows have room", () => {
    expect(there(full)).toEqual(["Ms Lin", "Mr Zhao"]);
    expect(there(full, { ...moving, from: { ...moving.from, free: 3 } })).toHaveLength(3);
    const large = { ...moving, appointment: appointment("陈女士", 4) };
    expect(there(full, large)).toEqual(["Ms Wu"]);
    expect(there({ ...full, free: 1 }, large)).toEqual(["Mr Zhao", "Ms Wu"]);
  });
  it("is nobody of another kind or store, whose crew has driven off, or where a window has begun", () => {
    expect(there({ ...full, kind: "install" })).toEqual([]);
    expect(there({ ...full, stores: [] })).toEqual([]);
    expect(there(full, { ...moving, from: { ...moving.from, stores: [] } })).toEqual([]);
    const gone = full.appointments.map((one) => ({ ...one, changeable: false }));
    expect(there({ ...full, appointments: gone })).toEqual([]);
    expect(partners(full, moving, moving.from.start_ms)).toEqual([]);
    expect(partners(full, moving, full.start_ms)).toEqual([]);
  });
  it("comes after free places, unless it was put on somebody", () => {
    const later = { ...window("a", 1, 13, 0), appointments: [appointment("Ms He", 1)] };
    const board = { ...week, crews: [crew("a", [full, later, window("a", 0, 8, 1)])] };
    expect(aimOn(board, 0, "Ms Lin")).toMatchObject({ window: { date: DAYS[0] }, with: null });
    const half = { ...week, crews: [crew("a", [{ ...full, free: 2 }])] };
    expect(aimOn(half, 1)?.with).toBeNull();
    expect(aimOn(half, 1, "Ms Lin")?.with?.customer).toBe("Ms Lin");
    expect(aimOn(board, 1)?.with?.customer).toBe("Ms He");
    expect(aimOn(board, 1, "Mr Zhao")?.with?.customer).toBe("Mr Zhao");
    expect(aims(board, moving, 0).map(keyOf)).toEqual([
      "a-0-8",
      "a-1-8 Ms Lin",
      "a-1-8 Mr Zhao",
      "a-1-13 Ms He",
    ]);
  });
});
