/** When an appointment is, and where it was before, in words. */
import type { MovedCard } from "../host";
import { fmt, say, t } from "../messages/index.svelte";

export const when = (at: { start_ms: number; end_ms: number }): string =>
  `${fmt.day(fmt.isoDate(at.start_ms))} ${fmt.span(at.start_ms, at.end_ms)}`;

export function movedWords({ crew, ...move }: Omit<MovedCard, "crew"> & Partial<MovedCard>): string {
  return t(move.reason ? "appointment.moved_because" : "appointment.moved_by", {
    was: [`${fmt.momentWithin(move.start_ms)}–${fmt.time(move.end_ms)}`, crew && say(crew)]
      .filter(Boolean)
      .join(" "),
    at: fmt.momentWithin(move.at_ms),
    by: move.by,
    reason: move.reason,
  });
}
