/** Windows as a grid of crews by time, whoever shows them. Pure. */

export type Column = {
  date: string;
  /** Start on the store's clock, such as `08:30`. */
  start: string;
  /** A pause of the crews lies before this window. */
  afterPause: boolean;
  firstOfDay: boolean;
};
export type Place = [row: number, column: number];

const PAUSE_MS = 30 * 60_000;

/** Where each arrow key leads. */
export const ARROWS: Record<string, Place> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** A column for every start of a window, day by day. */
export function columnsOf(
  windows: { date: string; start_ms: number; end_ms: number }[],
  dates: string[],
  timeOf: (ms: number) => string,
): Column[] {
  return dates.flatMap((date) => {
    const starts = new Map<string, (typeof windows)[number]>();
    for (const one of windows)
      if (one.date === date && !starts.has(timeOf(one.start_ms))) starts.set(timeOf(one.start_ms), one);
    const sorted = [...starts].sort(([, a], [, b]) => a.start_ms - b.start_ms);
    return sorted.map(([start, one], i) => {
      const before = sorted[i - 1]?.[1];
      return {
        date,
        start,
        afterPause: before !== undefined && one.start_ms - before.end_ms >= PAUSE_MS,
        firstOfDay: i === 0,
      };
    });
  });
}

/** The next place that `fits` from `at` in a direction; stays when there is none. */
export function neighbour<T>(
  rows: (T | undefined)[][],
  at: Place,
  by: Place,
  fits: (cell: T | undefined) => boolean,
): Place {
  let [row, column] = [at[0] + by[0], at[1] + by[1]];
  while (row >= 0 && row < rows.length && column >= 0 && column < (rows[row]?.length ?? 0)) {
    if (fits(rows[row]?.[column])) return [row, column];
    row += by[0];
    column += by[1];
  }
  return at;
}
