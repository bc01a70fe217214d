/** What was begun and not saved, by the page and what it is of: survives looking elsewhere, not signing out. */
const all = new Map<string, unknown>();

export const kept = {
  of: <T>(key: string): T | undefined => all.get(key) as T | undefined,
  keep: (key: string, value: unknown): void => void all.set(key, value),
  drop: (key: string): void => void all.delete(key),
  clear: (): void => all.clear(),
};
