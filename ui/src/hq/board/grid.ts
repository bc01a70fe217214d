/** The board as crews by windows of a day, or by days of a week: how full each cell is. Pure. */
import { columnsOf } from "../../components/window_grid";
import type {
  ConsoleBoard,
  ConsoleBoardCrew,
  ConsoleCrewDay,
  ConsoleWindow,
  DayReason,
} from "../../host/console";

export type Column = {
  date: string;
  /** Start on the store's clock, such as `08:30`; null for the whole day. */
  start: string | null;
};
export type Load = Pick<ConsoleWindow, "capacity" | "booked" | "promised" | "kept" | "free" | "short">;
export type Cell = {
  /** Names the cell in an address. */
  key: string;
  crew: ConsoleBoardCrew;
  column: Column;
  windows: ConsoleWindow[];
  works: ConsoleCrewDay | null;
};
/** `loose`: half or more is left; `none`: nothing fits in and nobody is in. */
export type Level = "none" | "loose" | "busy" | "full" | "short";

/** As head office has it. */
const CAPACITY_LIMIT = 100;

type TimeOf = (ms: number) => string;

/** A column for every window of a day, or for every day of several. */
export function columns(board: ConsoleBoard, timeOf: TimeOf): Column[] {
  const dates = board.days.map((day) => day.date);
  if (dates.length > 1) return dates.map((date) => ({ date, start: null }));
  const windows = board.crews.flatMap((crew) => crew.windows);
  return columnsOf(windows, dates, timeOf).map(({ date, start }) => ({ date, start }));
}

export function cells(board: ConsoleBoard, heads: Column[], timeOf: TimeOf): Cell[][] {
  const days = new Map(board.days.map((day, at) => [day.date, at]));
  return board.crews.map((crew) =>
    heads.map((column) => ({
      key: [crew.id, column.date, column.start ?? ""].join("."),
      crew,
      column,
      windows: crew.windows.filter(
        (one) => one.date === column.date && (column.start === null || timeOf(one.start_ms) === column.start),
      ),
      works: crew.works[days.get(column.date) ?? -1] ?? null,
    })),
  );
}

export function loadOf(windows: Load[]): Load {
  const sum = (of: keyof Load): number => windows.reduce((all, one) => all + one[of], 0);
  return {
    capacity: sum("capacity"),
    booked: sum("booked"),
    promised: sum("promised"),
    kept: sum("kept"),
    free: sum("free"),
    short: sum("short"),
  };
}

export function levelOf(load: Load): Level {
  if (load.short > 0) return "short";
  if (load.capacity === 0) return "none";
  if (load.free === 0) return "full";
  return load.free * 2 >= load.capacity ? "loose" : "busy";
}

/** How much of a load's bar is booked and promised, and where the capacity ends, in per cent of the bar. */
export function shares(load: Load): { booked: number; promised: number; capacity: number } {
  const whole = Math.max(load.capacity, load.booked + load.promised, 1);
  const share = (of: number): number => Math.round((of / whole) * 1000) / 10;
  return { booked: share(load.booked), promised: share(load.promised), capacity: share(load.capacity) };
}

/** Windows to come that have room on days that their crews have off, by day, hour and crew. */
export function onDaysOff(
  board: ConsoleBoard,
  now_ms: number,
): { crew: ConsoleBoardCrew; window: ConsoleWindow; reason: DayReason }[] {
  const days = new Map(board.days.map((day, at) => [day.date, at]));
  return board.crews
    .flatMap((crew) =>
      crew.windows.flatMap((window) => {
        const works = crew.works[days.get(window.date) ?? -1];
        if (!works || works.works || window.capacity === 0 || window.start_ms <= now_ms) return [];
        return [{ crew, window, reason: works.reason }];
      }),
    )
    .sort((a, b) => a.window.start_ms - b.window.start_ms);
}

/** A number of work units as it is typed; undefined where it is none that a window can hold. */
export function capacityOf(text: string): number | undefined {
  const count = /^\d{1,3}$/.test(text.trim()) ? Number(text) : CAPACITY_LIMIT + 1;
  return count > CAPACITY_LIMIT ? undefined : count;
}

/** Minutes of the day of a time such as `8:30`; undefined where it is none. */
function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim()) ?? [];
  const all = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && all <= 24 * 60 ? all : undefined;
}

/** The moment of a time as it is typed, on the day and clock of a window. */
export function momentOf(text: string, window: ConsoleWindow, timeOf: TimeOf): number | undefined {
  const [typed, start] = [minutesOf(text), minutesOf(timeOf(window.start_ms))];
  return typed === undefined || start === undefined ? undefined : window.start_ms + (typed - start) * 60_000;
}
