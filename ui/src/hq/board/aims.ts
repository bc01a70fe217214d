/** Where an appointment of the board can go: into a free place, or in exchange for another appointment. Pure. */
import type {
  ConsoleAppointment,
  ConsoleBoard,
  ConsoleBoardCrew,
  ConsoleWindow,
  Id,
} from "../../host/console";
import type { Cell } from "./grid";

/** An appointment that gets another window. */
export type Moving = { appointment: ConsoleAppointment; from: ConsoleWindow; crew: ConsoleBoardCrew };
/** Where it goes. */
export type Aim = {
  crew: ConsoleBoardCrew;
  window: ConsoleWindow;
  /** The appointment that comes into the place that is left; null where one is free. */
  with: ConsoleAppointment | null;
};

/** Names it in a list. */
export const keyOf = (aim: Aim): string =>
  aim.with ? `${aim.window.window} ${aim.with.appointment}` : aim.window.window;

const other = (window: ConsoleWindow, from: ConsoleWindow, now_ms: number): boolean =>
  window.kind === from.kind && window.window !== from.window && window.start_ms > now_ms;

/** Whether headquarters can put the appointment into a free place of a window now. */
export function takes(window: ConsoleWindow, { appointment, from }: Moving, now_ms: number): boolean {
  return (
    other(window, from, now_ms) &&
    window.free >= appointment.units &&
    window.stores.includes(appointment.store)
  );
}

/** Whether a window holds `comes` in the place of `goes`: it does with no more units than it has, also where it is short. */
const holds = (window: ConsoleWindow, goes: ConsoleAppointment, comes: ConsoleAppointment): boolean =>
  window.stores.includes(comes.store) &&
  (comes.units <= goes.units || window.free >= comes.units - goes.units);

/** The appointments of a window with which it can change places now. */
export function partners(window: ConsoleWindow, moving: Moving, now_ms: number): ConsoleAppointment[] {
  const { appointment, from } = moving;
  if (!other(window, from, now_ms) || from.start_ms <= now_ms) return [];
  return window.appointments.filter(
    (one) => one.changeable && holds(window, one, appointment) && holds(from, appointment, one),
  );
}

function aimsIn(crew: ConsoleBoardCrew, windows: ConsoleWindow[], moving: Moving, now_ms: number): Aim[] {
  const free = windows
    .filter((window) => takes(window, moving, now_ms))
    .map((window) => ({ crew, window, with: null }));
  const swaps = windows.flatMap((window) =>
    partners(window, moving, now_ms).map((one) => ({ crew, window, with: one })),
  );
  return [...free, ...swaps];
}

/**
 * Where in a cell an appointment goes: into a free place before an exchange, and at its own hour before another. Where it
 * was put `on` somebody's name, it changes places with them if it can.
 */
export function aimIn(
  cell: Cell,
  moving: Moving,
  now_ms: number,
  timeOf: (ms: number) => string,
  on?: Id,
): Aim | undefined {
  const hour = timeOf(moving.from.start_ms);
  const worth = ({ window, with: partner }: Aim): number =>
    (partner && partner.appointment === on ? 4 : 0) +
    (partner ? 0 : 2) +
    (timeOf(window.start_ms) === hour ? 1 : 0);
  return aimsIn(cell.crew, cell.windows, moving, now_ms).sort((a, b) => worth(b) - worth(a))[0];
}

/** Everywhere on the board that it can go: free places first, each by time. */
export function aims(board: ConsoleBoard, moving: Moving, now_ms: number): Aim[] {
  const exchange = (aim: Aim): number => Number(aim.with !== null);
  return board.crews
    .flatMap((crew) => aimsIn(crew, crew.windows, moving, now_ms))
    .sort((a, b) => exchange(a) - exchange(b) || a.window.start_ms - b.window.start_ms);
}
