/** What of a job changed since somebody last looked at it here. Pure. */
import type { JobCard } from "../../host";

/** What can change; of what was seen only fingerprints are kept, no words. */
const PARTS = ["time", "address", "note", "waits"] as const;
export type Changed = (typeof PARTS)[number];
export type Look = Record<Changed, number>;
/** By work order, the one that was looked at last at the end. */
export type Looks = Record<string, Look>;
type Shown = Pick<JobCard, "start_ms" | "end_ms" | "address" | "note" | "blocked">;

/** How many jobs are remembered. */
const LIMIT = 400;

/** FNV-1a, 32 bits. */
function fingerprint(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum;
}

export const lookOf = (job: Shown): Look => ({
  time: fingerprint(`${job.start_ms} ${job.end_ms}`),
  address: fingerprint(job.address),
  note: fingerprint(job.note),
  waits: fingerprint(job.blocked.join()),
});

/** What is other than at the `last` look. */
export function changedSince(last: Look, job: Shown): Changed[] {
  const now = lookOf(job);
  return PARTS.filter((part) => now[part] !== last[part]);
}

/** With this look at a job; the oldest ones are forgotten. */
export function withLook(looks: Looks, id: string, job: Shown): Looks {
  const others = Object.entries(looks).filter(([one]) => one !== id);
  return Object.fromEntries([...others.slice(1 - LIMIT), [id, lookOf(job)]]);
}
