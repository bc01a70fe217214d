import type { Localized } from "../host/console";

const plain = (text: string): string => text.toLowerCase().replace(/[\s-]/g, "");

/** Whether every word asked for occurs in one of the texts, in either language, whatever the spaces and capitals. */
export function matches(asked: string, texts: (string | Localized)[]): boolean {
  const all = texts.map((text) => plain(typeof text === "string" ? text : `${text.zh}\n${text.en}`));
  return asked
    .split(/\s+/)
    .map(plain)
    .every((word) => all.some((text) => text.includes(word)));
}
