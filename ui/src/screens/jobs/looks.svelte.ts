/** Which jobs each person looked at on this tablet, and what changed since. Kept over restarts. */
import type { JobCard, JobDay } from "../../host";
import { here } from "../../state/session.svelte";
import { changedSince, isNew, NOTHING, withDay, withLook, type Changed, type Seen } from "./looked";

const KEPT = "tenon.looks";

function read(): Record<string, Seen> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Record<string, Seen>;
  } catch {
    return {};
  }
}

let people = $state.raw(read());

const who = (): string => here.session?.staff?.id ?? "";
const seen = (person = who()): Seen => people[person] ?? NOTHING;

function keep(next: Seen, person = who()): void {
  people = { ...people, [person]: next };
  try {
    localStorage.setItem(KEPT, JSON.stringify(people));
  } catch {
    // Storage is full or forbidden: it holds until the app closes.
  }
}

export const looked = {
  isNew: (job: JobCard, date: string): boolean => isNew(seen(), job.work_order, date),
  changed: (job: JobCard): Changed[] => changedSince(seen(), job.work_order, job),
  /** Somebody looks at a job. */
  at: (job: JobCard): void => keep(withLook(seen(), job.work_order, job)),
  /** Somebody begins to look at lists; with what is answered they leave those of these days, signed out or not. */
  lists: (): ((days: Iterable<JobDay>) => void) => {
    const person = who();
    return (days) => keep([...days].reduce(withDay, seen(person)), person);
  },
};
