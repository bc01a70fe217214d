/**
 * Texts with placeholders. `{name}` is filled in; `{count|one|other}` chooses by the English plural. A line
 * whose placeholder has no value is left out, so a text never shows a gap.
 */
export type Values = Record<string, string | number>;

/** The names of the placeholders in a text, for the compiler. */
export type Names<S extends string> = S extends `${string}{${infer Inner}}${infer Rest}`
  ? (Inner extends `${infer Name}|${string}` ? Name : Inner) | Names<Rest>
  : never;

const placeholder = /\{([a-z_]+)(?:\|([^|}]*)\|([^}]*))?\}/g;

export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ""))].sort();
}

export function fill(text: string, values: Values): string {
  return text
    .split("\n")
    .filter((line) => placeholders(line).every((name) => values[name] !== undefined))
    .map((line) =>
      line.replace(placeholder, (_all, name: string, one?: string, other?: string) => {
        const value = values[name] ?? "";
        if (one === undefined || other === undefined) return String(value);
        return Number(value) === 1 ? one : other;
      }),
    )
    .join("\n");
}
