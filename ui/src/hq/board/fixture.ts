/** A small board for tests. */
import type { ConsoleAppointment, ConsoleBoard, ConsoleBoardCrew, ConsoleWindow } from "../../host/console";
import type { Moving } from "./aims";

export const HOUR = 3_600_000;
export const DAYS = ["2026-11-22", "2026-11-23"];
export const timeOf = (ms: number): string => `${String(Math.floor(ms / HOUR) % 24).padStart(2, "0")}:00`;
export const window = (crew: string, day: number, hour: number, free: number): ConsoleWindow => ({
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
export const crew = (id: string, windows: ConsoleWindow[]): ConsoleBoardCrew => ({
  id,
  name: { zh: id, en: id },
  trades: { zh: "", en: "" },
  works: [null, { works: false, reason: { why: "weekly" }, announced: true }],
  windows,
});
export const week: ConsoleBoard = {
  today: "2026-11-22",
  days: DAYS.map((date) => ({ date, note: { day: "ordinary" } })),
  stores: [],
  crews: [
    crew("a", [window("a", 0, 8, 0), window("a", 0, 13, 2), window("a", 1, 8, 1), window("a", 1, 13, 1)]),
    crew("b", [window("b", 0, 10, 3)]),
  ],
};
export const day: ConsoleBoard = {
  ...week,
  days: week.days.slice(0, 1),
  crews: week.crews.map((one) => ({ ...one, windows: one.windows.filter((it) => it.date === DAYS[0]) })),
};
export const appointment = (customer: string, units: number): ConsoleAppointment => ({
  appointment: customer,
  work_order: customer,
  customer,
  store: "store",
  store_name: { zh: "", en: "" },
  units,
  minutes: 90,
  finality: { kind: "final" },
  step: "planned",
  changeable: true,
  moved: null,
});
export const moving: Moving = {
  appointment: appointment("陈女士", 1),
  from: window("a", 0, 13, 2),
  crew: crew("a", []),
};
