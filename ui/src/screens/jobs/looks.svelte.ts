/** Which jobs were looked at on this tablet, and what changed since. Kept over restarts. */
import type { JobCard } from "../../host";
import { changedSince, withLook, type Changed, type Looks } from "./looked";

const KEPT = "tenon.looks";

function read(): Looks {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Looks;
  } catch {
    return {};
  }
}

let looks = $state.raw<Looks>(read());

function keep(next: Looks): void {
  looks = next;
  try {
    localStorage.setItem(KEPT, JSON.stringify(looks));
  } catch {
    // Storage is full or forbidden: it holds until the app closes.
  }
}

export const looked = {
  /** Nobody has seen the job in a list here. */
  isNew: (job: JobCard): boolean => !(job.work_order in looks),
  changed: (job: JobCard): Changed[] => {
    const last = looks[job.work_order];
    return last ? changedSince(last, job) : [];
  },
  /** Somebody looks at it. */
  at: (job: JobCard): void => keep(withLook(looks, job.work_order, job)),
  /** These were in a list that is left; where nothing is known yet, what is there is the beginning. */
  listed: (jobs: JobCard[]): void => {
    const fresh = jobs.filter((job) => !(job.work_order in looks));
    if (fresh.length > 0) keep(fresh.reduce((all, job) => withLook(all, job.work_order, job), looks));
  },
  /** Whether anything is known yet. */
  get begun(): boolean {
    return Object.keys(looks).length > 0;
  },
};
