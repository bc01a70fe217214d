/** An amount as a person types it, in minor units; `null` while it is none. */
export function minorOf(typed: string): number | null {
  const text = typed.replace(/[\s,，¥￥]/g, "");
  if (!/^\d{1,9}(\.\d{0,2})?$/.test(text)) return null;
  const minor = Math.round(Number(text) * 100);
  return minor > 0 ? minor : null;
}

/** How far along a bar of `most` an amount lies, 0 to 1. */
export function along(minor: number, most: number): number {
  return most > 0 ? Math.min(1, Math.max(0, minor / most)) : 0;
}
