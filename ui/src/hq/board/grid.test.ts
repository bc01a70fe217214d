import { describe, expect, it } from "vitest";
import { DAYS, HOUR, day, timeOf, week, window } from "./fixture";
import { capacityOf, cells, columns, levelOf, loadOf, momentOf, onDaysOff, shares } from "./grid";

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
