/** What a job's one main button does: the next step, or what has to be before it. */
import type { JobSheet } from "../../host";

export type Next = "step" | "measure" | "drawing" | "goods" | "sign";

/** `null` where nothing is left to do. A gate that nobody here can open leaves the step, whose refusal says why. */
export function nextThing(
  job: Pick<JobSheet, "kind" | "step" | "gate" | "blocked" | "rooms" | "sign_off" | "next_steps">,
): Next | null {
  if (job.next_steps.length === 0) return null;
  if (job.gate) {
    const first = job.blocked[0];
    if (first === "drawing_confirmed") return "drawing";
    if (first === "goods_arrived") return "goods";
  }
  if (job.step !== "on_site") return "step";
  if (job.kind === "measure") return job.rooms.some((room) => room.finished_ms !== null) ? "step" : "measure";
  return job.sign_off ? "step" : "sign";
}
