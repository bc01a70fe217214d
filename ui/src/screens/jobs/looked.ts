/** What of a job changed since somebody last looked at it here. Pure. */
import type { JobCard, JobDay } from "../../host";

/** What can change; of what was seen only fingerprints are kept, no words. */
const PARTS = ["time", "address", "note", "waits"] as const;
export type Changed = (typeof PARTS)[number];
export type Look = Record<Changed, number>;
/** What somebody has seen: jobs by work order and the days whose list was shown, the latest at the end. */
export type Seen = { jobs: Record<string, Look>; days: string[] };
type Shown = Pick<JobCard, "start_ms" | "end_ms" | "address" | "note" | "blocked">;

/** How many jobs and days are remembered. */
const JOBS = 400;
const DAYS = 60;

export const NOTHING: Seen = { jobs: {}, days: [] };

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

/** What is other than at the last look; nothing where there was none. */
export function changedSince(seen: Seen, id: string, job: Shown): Changed[] {
  const last = seen.jobs[id];
  if (!last) return [];
  const now = lookOf(job);
  return PARTS.filter((part) => now[part] !== last[part]);
}

/** Whether a job came into the list of `date` after that list was seen. */
export const isNew = (seen: Seen, id: string, date: string): boolean =>
  seen.days.includes(date) && !(id in seen.jobs);

/** With this look at a job; the oldest ones are forgotten. */
export function withLook(seen: Seen, id: string, job: Shown): Seen {
  const others = Object.entries(seen.jobs).filter(([one]) => one !== id);
  return { ...seen, jobs: Object.fromEntries([...others.slice(1 - JOBS), [id, lookOf(job)]]) };
}

/** With the list of a day; what was known of its jobs stays, so that changes are told until the job is opened. */
export function withDay(seen: Seen, { date, jobs }: Pick<JobDay, "date" | "jobs">): Seen {
  const fresh = jobs.filter((job) => !(job.work_order in seen.jobs));
  const days = [...seen.days.filter((one) => one !== date).slice(1 - DAYS), date];
  return fresh.reduce((all, job) => withLook(all, job.work_order, job), { ...seen, days });
}
