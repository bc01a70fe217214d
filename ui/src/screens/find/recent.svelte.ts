/** The last texts that led to a product, kept on the tablet. */
const KEY = "tenon.recent";
const MOST = 6;

function kept(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter((text): text is string => typeof text === "string") : [];
  } catch {
    return [];
  }
}

let texts = $state.raw(kept());

export const recent = {
  get texts(): string[] {
    return texts;
  },
  note(raw: string): void {
    const text = raw.trim();
    if (text === "") return;
    texts = [text, ...texts.filter((other) => other !== text)].slice(0, MOST);
    try {
      localStorage.setItem(KEY, JSON.stringify(texts));
    } catch {
      // Storage is full or forbidden: the list lives until the app closes.
    }
  },
};
