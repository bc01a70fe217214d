/** The travel table as a matrix. Pure. */
import type { Area, Way } from "../../host/console";

export type Leg = { from: Area; to: Area; minutes: number; metres: number; said: boolean };

/** The way from one area to another: as it is said, else as its way back is, else none. */
export function leg(ways: Way[], from: Area, to: Area): Leg | null {
  if (from.code === to.code) return { from, to, minutes: from.minutes, metres: from.metres, said: true };
  const find = (a: Area, b: Area): Way | undefined =>
    ways.find((way) => way.from === a.code && way.to === b.code);
  const said = find(from, to);
  const way = said ?? find(to, from);
  return way ? { from, to, minutes: way.minutes, metres: way.metres, said: said !== undefined } : null;
}

/** The table with another way between two areas, or within one. */
export function changed(
  table: { areas: Area[]; ways: Way[] },
  from: string,
  to: string,
  length: { minutes: number; metres: number },
): { areas: Area[]; ways: Way[] } {
  const { areas, ways } = table;
  if (from === to)
    return { areas: areas.map((area) => (area.code === from ? { ...area, ...length } : area)), ways };
  const others = ways.filter((way) => way.from !== from || way.to !== to);
  return { areas, ways: [...others, { from, to, ...length }] };
}

/** Minutes as they are typed; undefined where they are none. */
export function minutesOf(text: string): number | undefined {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN;
  return minutes <= 1440 ? minutes : undefined;
}

/** Metres of kilometres as they are typed; undefined where they are none. */
export function metresOf(text: string): number | undefined {
  if (!/^\d{1,4}([.,]\d{1,3})?$/.test(text.trim())) return undefined;
  const metres = Math.round(Number(text.trim().replace(",", ".")) * 1000);
  return metres <= 2_000_000 ? metres : undefined;
}
