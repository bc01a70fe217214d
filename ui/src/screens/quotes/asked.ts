/** A quote as it is asked for: what its lines are, without what they cost. */
import type { QuoteAsked, QuoteAskedLine, QuoteLine, QuoteSheet, VersionSheet } from "../../host";

/** The version that a change starts from: of several, the one that was written last. */
export function latest(sheet: QuoteSheet): VersionSheet | undefined {
  return [...sheet.heads].sort((a, b) => b.at_ms - a.at_ms)[0];
}

export function askedLine(line: QuoteLine): QuoteAskedLine {
  const { count, size, quantity_milli, room, measured } = line;
  return {
    line: line.line,
    product_id: line.product,
    variant_id: line.variant,
    count,
    size,
    quantity_milli,
    room,
    measured,
  };
}

/** What asking for this version again would say. */
export function askedOf(version: VersionSheet, visit: string | null): QuoteAsked {
  const { lines, services, note } = version.content;
  return {
    version: version.id,
    visit,
    lines: lines.map(askedLine),
    discount_minor: version.sums.discount_minor,
    services,
    note,
    anew: false,
  };
}

/** A name for a new line, that none of `lines` has. */
export function newLine(lines: { line: string }[]): string {
  return String(1 + Math.max(0, ...lines.map((one) => Number(one.line) || 0)));
}

/** `lines` with one more: the same goods in the same size count up. */
export function added(lines: QuoteAskedLine[], one: Omit<QuoteAskedLine, "line">): QuoteAskedLine[] {
  const same = lines.find(
    (line) =>
      line.variant_id === one.variant_id &&
      line.size?.width_mm === one.size?.width_mm &&
      line.size?.height_mm === one.size?.height_mm &&
      line.quantity_milli === one.quantity_milli &&
      line.room === one.room,
  );
  if (!same) return [...lines, { ...one, line: newLine(lines) }];
  return lines.map((line) => (line === same ? { ...line, count: line.count + one.count } : line));
}

/** `lines` with `count` pieces of `line`; none takes the line away. */
export function counted(lines: QuoteAskedLine[], line: string, count: number): QuoteAskedLine[] {
  if (count <= 0) return lines.filter((one) => one.line !== line);
  return lines.map((one) => (one.line === line ? { ...one, count } : one));
}

/** How much one press of minus or plus takes off by hand, minor units: a round hundredth of the price. */
export function step(total: number): number {
  const rough = Math.max(100, total / 100);
  const tens = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * tens).find((one) => one >= rough) ?? rough;
}
