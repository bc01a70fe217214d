/** What may be done about a lead, and what becomes of what was typed. Pure. */
import type { LeadEvent, LeadState, LeadStep, NextAction } from "../../host";

export const steps = ["reached", "missed", "booked", "no_show", "lost"] as const;
export type Step = (typeof steps)[number];

/** The steps that fit how far a lead is, the likely one first. */
export function stepsOf(state: LeadState): Step[] {
  if (state === "booked") return ["no_show", "reached", "missed", "booked", "lost"];
  return ["reached", "missed", "booked", "lost"];
}

export type Typed = { step: Step; reason: string; whenMs: number | undefined; words: string };

/** What is missing before it can be noted; none where nothing is. */
export function missing({ step, reason, whenMs }: Typed): "reason" | "when" | null {
  if (step === "lost" && reason.trim() === "") return "reason";
  if (step === "booked" && whenMs === undefined) return "when";
  return null;
}

/** The step and what is next, as the operation says them; null while something is missing. */
export function noted(typed: Typed): { step: LeadStep; next: NextAction | null } | null {
  if (missing(typed) !== null) return null;
  const { step, whenMs } = typed;
  const words = typed.words.trim();
  const next = whenMs === undefined || step === "lost" ? null : { at_ms: whenMs, words };
  switch (step) {
    case "reached":
    case "missed":
      return { step: { kind: "called", reached: step === "reached" }, next };
    case "booked":
      return { step: { kind: "booked", at_ms: whenMs ?? 0 }, next };
    case "no_show":
      return { step: { kind: "no_show" }, next };
    case "lost":
      return { step: { kind: "lost", reason: typed.reason.trim() }, next };
  }
}

/** The message that says a deed, without what is filled in. */
export function deedKey({ deed }: LeadEvent): `leads.deed.${string}` {
  return deed.kind === "called"
    ? `leads.deed.called.${deed.reached ? "yes" : "no"}`
    : `leads.deed.${deed.kind}`;
}
