/** What clerks do with forms and checklists, at head office. */
import { operate, type ChecklistContent, type FormContent, type Refusal } from "../../host/console";
import { lookup, t } from "../../messages/index.svelte";
import { showSnack } from "../../state/announce.svelte";
import { go, href, onward } from "../../state/route.svelte";
import { attempt, forms } from "../state/hq.svelte";
import type { Faults } from "./draft";

type Laid =
  | { tag: "measure_form.put.v1"; content: FormContent; seen: number }
  | { tag: "checklist.put.v1"; content: ChecklistContent; seen: number };

/** Names that nothing else has. */
export const fresh = (what: string): string => `${what}_${crypto.randomUUID().slice(0, 8)}`;

/** Lays a new version down and goes back to the list `to`, where it is `done`; says why not, or null. */
export async function lay(op: Laid, done: () => void, to: string): Promise<Refusal | null> {
  const onwards: typeof go = onward();
  const answer = await attempt(() => operate(op));
  // Also when somebody else was faster: then the list has their version.
  await forms.refresh();
  if ("refusal" in answer) return answer.refusal;
  done();
  showSnack(t("forms.laid", { version: op.seen + 1 }));
  onwards(href("forms", to), true);
  return null;
}

/** What is wrong, field by field, where that is why. */
export function faultsOf(refusal: Refusal): Faults {
  if (refusal.code !== "fields_faulty") return {};
  return Object.fromEntries(Object.entries(refusal.facts).map(([field, code]) => [field, String(code)]));
}

/** A fault in words. */
export const faultWords = (code: string | undefined): string =>
  code === undefined ? "" : (lookup(`fault.${code}`) ?? code);
