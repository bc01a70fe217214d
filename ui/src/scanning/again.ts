/**
 * Whether a code in front of the camera counts as a new one. A card that is still held there after it was answered must
 * not be read a second time; once it was away for a moment it may. Pure; the camera feeds it what frames show.
 */
export const AWAY_MS = 1_500;

export type Seen = { text: string; at_ms: number } | null;

/** `text` is what a frame shows, `null` for nothing. */
export function look(before: Seen, text: string | null, at_ms: number): { seen: Seen; fresh: boolean } {
  if (text === null) return { seen: before && at_ms - before.at_ms < AWAY_MS ? before : null, fresh: false };
  const held = before?.text === text && at_ms - before.at_ms < AWAY_MS;
  return { seen: { text, at_ms }, fresh: !held };
}
