/** The rules of discount while they are filled in. Pure. */
import type { AuthorityRule, Role } from "../../host/console";
import type { Faults } from "./draft";
import { basisPoints, percentText } from "./figures";

export type RuleDraft = { role: Role; merchant: string; category: string; limit: string; floor: string };

export const roles: Role[] = ["seller", "manager", "clerk", "measurer", "installer"];

export const noRule = (): RuleDraft => ({
  role: "seller",
  merchant: "",
  category: "",
  limit: "0",
  floor: "100",
});

export function ruleDrafts(rules: AuthorityRule[]): RuleDraft[] {
  return rules.map((rule) => ({
    role: rule.role,
    merchant: rule.merchant ?? "",
    category: rule.category ?? "",
    limit: percentText(rule.limit_bp),
    floor: percentText(rule.floor_bp),
  }));
}

export function rulesOf(drafts: RuleDraft[]): { rules: AuthorityRule[] } | { faults: Faults } {
  const faults: Faults = {};
  const share = (field: string, typed: string): number => {
    const points = basisPoints(typed);
    if (points === undefined) faults[field] = "share_text";
    return points ?? 0;
  };
  const rules = drafts.map((draft, i): AuthorityRule => {
    const rule: AuthorityRule = {
      role: draft.role,
      limit_bp: share(`rules.${i}.limit_bp`, draft.limit),
      floor_bp: share(`rules.${i}.floor_bp`, draft.floor),
    };
    if (draft.merchant !== "") rule.merchant = draft.merchant;
    if (draft.category !== "") rule.category = draft.category;
    return rule;
  });
  return Object.keys(faults).length > 0 ? { faults } : { rules };
}
