import type { GoodsPart } from "../../host";

/** A line of goods as it is typed. */
export type Line = { what: string; all: string; came: string; due: string };

export const blank = (): Line => ({ what: "", all: "1", came: "0", due: "" });

/** A line for goods of which nobody has said how many are there: all of them, until somebody says less. */
export const lineOf = (part: GoodsPart): Line => ({
  what: part.what,
  all: String(part.count),
  came: String(part.count),
  due: part.due ?? "",
});

const number = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) ? Number(text.trim()) : null);

/** What is there and what is missing, by the lines that have a name; null where one of them makes no sense. */
export function counted(lines: Line[]): { came: GoodsPart[]; missing: GoodsPart[] } | null {
  const count = { came: [] as GoodsPart[], missing: [] as GoodsPart[] };
  for (const line of lines) {
    const what = line.what.trim();
    if (what === "") continue;
    const [all, came] = [number(line.all), number(line.came)];
    if (all === null || came === null || all === 0 || came > all) return null;
    if (came > 0) count.came.push({ what, count: came, due: null });
    if (came < all) count.missing.push({ what, count: all - came, due: line.due.trim() || null });
  }
  return count.came.length + count.missing.length > 0 ? count : null;
}
