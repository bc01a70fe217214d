/** Amounts and shares as clerks write them. Pure. */

/** Minor units of a typed amount; undefined when it is no amount. `digits` is how many the currency has. */
export function minorOf(typed: string, digits: number): number | undefined {
  const plain = typed.replace(/[\s,，¥€$£]/g, "");
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(plain);
  const cents = match?.[2] ?? "";
  if (!match || cents.length > digits) return undefined;
  return Number(match[1] ?? "0") * 10 ** digits + Number(cents.padEnd(digits, "0") || "0");
}

export function amountText(minor: number, digits: number): string {
  const text = (minor / 10 ** digits).toFixed(digits);
  return text.replace(/\.0+$/, "");
}

/** Basis points of a typed percentage with at most two decimals. */
export function basisPoints(typed: string): number | undefined {
  return minorOf(typed.replace(/[%％]/g, ""), 2);
}

export function percentText(points: number): string {
  return String(points / 100);
}

/** A whole number; undefined when it is none. */
export function whole(typed: string): number | undefined {
  const plain = typed.replace(/[\s,，]/g, "");
  return /^-?\d{1,9}$/.test(plain) ? Number(plain) : undefined;
}
