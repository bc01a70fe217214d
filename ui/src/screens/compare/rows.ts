/** Two products side by side: one row for everything that either has. Pure. */
import type { Localized, ProductSheet, VariantSheet } from "../../host";
import { normalised } from "./quantity";

export type Side = { product: ProductSheet; variant: VariantSheet };
export type Cell = { text: string; lang: string | undefined } | null;
export type Row = {
  key: string;
  name: string;
  lang: string | undefined;
  cells: [Cell, Cell];
  differs: boolean;
};

/** How texts are said in the chosen language. */
export type Words = {
  say: (both: Localized) => string;
  saidIn: (both: Localized) => string | undefined;
  /** A row that every product has, such as its brand: the name of the row, and what it says of one side. */
  common: { key: string; name: string; of: (side: Side) => Cell | string }[];
};

const cell = (said: Cell | string): Cell =>
  typeof said === "string" ? (said === "" ? null : { text: said, lang: undefined }) : said;

function row(key: string, name: string, lang: string | undefined, left: Cell, right: Cell): Row {
  const differs = normalised(left?.text ?? "") !== normalised(right?.text ?? "");
  return { key, name, lang, cells: [left, right], differs };
}

/** What one side says under a name, in its own order; the same name twice is one row. */
function named(side: Side, { say, saidIn }: Words): Map<string, { name: Localized; cell: Cell }> {
  const { product, variant } = side;
  const chosen = product.options.map((option, i) => ({
    name: option.name,
    value: option.values[variant.choice[i] ?? -1] ?? { zh: "", en: "" },
  }));
  const found = new Map<string, { name: Localized; cell: Cell }>();
  for (const { name, value } of [...chosen, ...product.attributes]) {
    const text = say(value);
    if (text === "") continue;
    const key = normalised(say(name));
    const known = found.get(key)?.cell;
    if (known?.text.split("、").includes(text)) continue;
    found.set(key, { name, cell: { text: known ? `${known.text}、${text}` : text, lang: saidIn(value) } });
  }
  return found;
}

/** Rows that both have come first among the properties, in the order of the left. */
export function compare(left: Side, right: Side, words: Words): Row[] {
  const common = words.common
    .map(({ key, name, of }) => row(key, name, undefined, cell(of(left)), cell(of(right))))
    .filter(({ cells }) => cells[0] !== null || cells[1] !== null);
  const [ours, theirs] = [named(left, words), named(right, words)];
  const both = [...ours.keys()].filter((key) => theirs.has(key));
  const rest = [...ours.keys(), ...theirs.keys()].filter((key) => !both.includes(key));
  const properties = [...both, ...rest].map((key) => {
    const name = (ours.get(key) ?? theirs.get(key))?.name ?? { zh: "", en: "" };
    const [a, b] = [ours.get(key)?.cell ?? null, theirs.get(key)?.cell ?? null];
    return row(`property:${key}`, words.say(name), words.saidIn(name), a, b);
  });
  return [...common, ...properties];
}
