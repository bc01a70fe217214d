import { describe, expect, it } from "vitest";
import type { ConsoleBoard, ConsoleBoardCrew, ConsoleWindow } from "../../host/console";
import {
  capacityOf,
  cells,
  columns,
  levelOf,
  loadOf,
  momentOf,
  onDaysOff,
  shares,
  takes,
  target,
  targets,
  type Moving,
} from "./grid";

const HOUR = 3_600_000;
const DAYS = ["2026-11-22", "2026-11-23"];
const timeOf = (ms: number): string => `${String(Math.floor(ms / HOUR) % 24).padStart(2, "0")}:00`;
const window = (crew: string, day: number, hour: number, free: number): ConsoleWindow => ({
  window: `${crew}-${day}-${hour}`,
  date: DAYS[day] ?? "",
  start_ms: (day * 24 + hour) * HOUR,
  end_ms: (day * 24 + hour + 2) * HOUR,
  kind: "measure",
  capacity: 4,
  booked: 3 - free,
  promised: 1,
  kept: 0,
  free,
  short: 0,
  blocks: [],
  stores: ["store"],
  appointments: [],
});
const crew = (id: string, windows: ConsoleWindow[]): ConsoleBoardCrew => ({
  id,
  name: { zh: id, en: id },
  trades: { zh: "", en: "" },
  works: [null, { works: false, reason: { why: "weekly" }, announced: true }],
  windows,
});
const week: ConsoleBoard = {
  today: "2026-11-22",
  days: DAYS.map((date) => ({ date, note: { day: "ordinary" } })),
  stores: [],
  crews: [
    crew("a", [window("a", 0, 8, 0), window("a", 0, 13, 2), window("a", 1, 8, 1), window("a", 1, 13, 1)]),
    crew("b", [window("b", 0, 10, 3)]),
  ],
};
const day: ConsoleBoard = {
  ...week,
  days: week.days.slice(0, 1),
  crews: week.crews.map((one) => ({ ...one, windows: one.windows.filter((it) => it.date === DAYS[0]) })),
};
const moving: Moving = {
  appointment: {
    appointment: "1",
    work_order: "1",
    customer: "陈女士",
    store: "store",
    store_name: { zh: "", en: "" },
    units: 1,
    minutes: 90,
    finality: { kind: "final" },
    step: "planned",
    changeable: true,
    moved: null,
  },
  from: window("a", 0, 13, 2),
  crew: crew("a", []),
};

describe("the board of headquarters", () => {
  it("has a column for every window of one day, and for every day of a week", () => {
    expect(columns(day, timeOf).map((one) => one.start)).toEqual(["08:00", "10:00", "13:00"]);
    expect(columns(week, timeOf)).toEqual(DAYS.map((date) => ({ date, start: null })));
  });
  it("adds the windows of a day up", () => {
    const [first] = cells(week, columns(week, timeOf), timeOf);
    expect(first?.map((cell) => cell.windows.length)).toEqual([2, 2]);
    expect(loadOf(first?.[0]?.windows ?? [])).toEqual({
      capacity: 8,
      booked: 4,
      promised: 2,
      kept: 0,
      free: 2,
      short: 0,
    });
    expect(first?.[1]?.works?.works).toBe(false);
  });
  it("says how full by what is left, not by what is booked", () => {
    const load = { capacity: 4, booked: 0, promised: 0, kept: 0, free: 4, short: 0 };
    expect(levelOf(load)).toBe("loose");
    expect(levelOf({ ...load, promised: 3, kept: 0, free: 1 })).toBe("busy");
    expect(levelOf({ ...load, promised: 4, kept: 0, free: 0 })).toBe("full");
    expect(levelOf({ ...load, capacity: 2, booked: 4, free: 0, short: 2 })).toBe("short");
    expect(levelOf({ ...load, capacity: 0, free: 0 })).toBe("none");
  });
  it("draws what is over the capacity within the bar", () => {
    expect(shares({ capacity: 4, booked: 1, promised: 2, kept: 0, free: 1, short: 0 })).toEqual({
      booked: 25,
      promised: 50,
      capacity: 100,
    });
    expect(shares({ capacity: 2, booked: 4, promised: 0, kept: 0, free: 0, short: 2 })).toEqual({
      booked: 100,
      promised: 0,
      capacity: 50,
    });
  });
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
  it("reads a number that a window can hold", () => {
    expect(["0", " 3 ", "100"].map(capacityOf)).toEqual([0, 3, 100]);
    expect(["", "101", "2.5", "-1", "三"].map(capacityOf)).toEqual(Array(5).fill(undefined));
  });
  it("reads a time of a window's day", () => {
    const open = window("a", 1, 8, 1);
    expect(momentOf("9:30", open, timeOf)).toBe(open.start_ms + 1.5 * HOUR);
    expect(momentOf(" 07：00 ", open, timeOf)).toBe(open.start_ms - HOUR);
    expect(["", "9", "9:75", "25:00", "nine"].map((text) => momentOf(text, open, timeOf))).toEqual(
      Array(5).fill(undefined),
    );
  });
  it("prefers the same hour of a day, and lists all by time", () => {
    const [first] = cells(week, columns(week, timeOf), timeOf);
    expect(target(first?.[1], moving, 0, timeOf)?.window).toBe("a-1-13");
    expect(target(first?.[0], moving, 0, timeOf)).toBeUndefined();
    expect(targets(week, moving, 0).map((one) => one.window.window)).toEqual(["b-0-10", "a-1-8", "a-1-13"]);
  });
});

describe("days off", () => {
  it("has windows to come that are open although their crew is off", () => {
    const found = onDaysOff(week, 0).map((one) => [one.crew.id, one.window.window, one.reason.why]);
    expect(found).toEqual([
      ["a", "a-1-8", "weekly"],
      ["a", "a-1-13", "weekly"],
    ]);
    expect(onDaysOff(week, (24 + 8) * HOUR).map((one) => one.window.window)).toEqual(["a-1-13"]);
  });

  it("leaves out those that are closed, and crews without a calendar", () => {
    const closed = week.crews.map((one) => ({
      ...one,
      windows: one.windows.map((it) => ({ ...it, capacity: 0 })),
    }));
    expect(onDaysOff({ ...week, crews: closed }, 0)).toEqual([]);
    const free = week.crews.map((one) => ({ ...one, works: [null, null] }));
    expect(onDaysOff({ ...week, crews: free }, 0)).toEqual([]);
  });
});
