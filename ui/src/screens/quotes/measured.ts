/** Quantities that were measured at the customer's home, as lines of a quote take them. */
import type { MeasuredRoom, Quantified, QuoteAskedLine, QuoteLine } from "../../host";

export type Pick = { room: MeasuredRoom; quantity: Quantified; milli: number };

/** What `line` can take: quantities in the unit that its price is for, pieces where it is sold by the piece. */
export function picks(line: QuoteLine, rooms: MeasuredRoom[]): Pick[] {
  const measured = line.unit === "metre" || line.unit === "square_metre";
  const unit = measured ? line.unit : "piece";
  // By a table of sizes only a width and a height say what it costs.
  if (line.why.some((reason) => reason.code === "band")) return [];
  return rooms.flatMap((room) =>
    room.quantities.flatMap((quantity) =>
      quantity.unit === unit && quantity.gross_milli !== null
        ? [{ room, quantity, milli: quantity.gross_milli }]
        : [],
    ),
  );
}

const pieces = (milli: number): number => Math.ceil(milli / 1000);

const took = (line: QuoteLine, { quantity, milli }: Pick): boolean =>
  quantity.unit === "piece" ? line.count === pieces(milli) : line.quantity_milli === milli;

/** Whether the room was measured anew since `line` took what was measured there. */
export function outdated(line: QuoteLine, picks: Pick[]): boolean {
  const here = picks.filter((pick) => pick.room.name === line.room);
  return line.measured && here.length > 0 && !here.some((pick) => took(line, pick));
}

/** `lines` with `line` as much as was measured. */
export function taken(lines: QuoteAskedLine[], line: string, pick: Pick): QuoteAskedLine[] {
  const { room, quantity, milli } = pick;
  const much =
    quantity.unit === "piece" ? { count: pieces(milli) } : { count: 1, size: null, quantity_milli: milli };
  return lines.map((one) => (one.line === line ? { ...one, ...much, room: room.name, measured: true } : one));
}
