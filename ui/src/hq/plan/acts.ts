/** What clerks do with the planner's proposals. */
import { operate, type ConsolePlanStep, type Operation, type Refusal } from "../../host/console";
import { say, t } from "../../messages/index.svelte";
import { showSnack } from "../../state/announce.svelte";
import { attempt, outlook, plan } from "../state/hq.svelte";

function operation(step: ConsolePlanStep): Operation {
  const { appointment } = step.visit;
  const reason = t("hq.plan.reason", { minutes: step.saved.minutes });
  return step.with
    ? { tag: "appointment.swap.v1", appointment, with: step.with.appointment, reason }
    : { tag: "appointment.move.v1", appointment, window: step.window, reason };
}

/** Carries `steps` out in their order and stops at the first that is refused; `left` hears how many are to come. */
export async function approve(
  steps: ConsolePlanStep[],
  left: (count: number) => void = () => {},
): Promise<Refusal | null> {
  let refusal: Refusal | null = null;
  for (const [at, step] of steps.entries()) {
    left(steps.length - at);
    const answer = await attempt(() => operate(operation(step)));
    if ("refusal" in answer) {
      refusal = answer.refusal;
      break;
    }
    if (steps.length === 1) showSnack(t("hq.plan.done", { name: step.visit.customer, to: say(step.to) }));
  }
  left(0);
  // Also when one was refused: then somebody changed the day meanwhile.
  await plan.refresh();
  await outlook.refresh();
  return refusal;
}
