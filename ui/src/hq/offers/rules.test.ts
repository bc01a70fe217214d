import { expect, it } from "vitest";
import type { AuthorityRule } from "../../host/console";
import { noRule, ruleDrafts, rulesOf } from "./rules";

it("comes back as it was, and names every share that cannot be read", () => {
  const rules: AuthorityRule[] = [
    { role: "seller", limit_bp: 250, floor_bp: 9_000 },
    { role: "manager", merchant: "oak", category: "kitchen/cabinet", limit_bp: 0, floor_bp: 10_000 },
  ];
  expect(rulesOf(ruleDrafts(rules))).toEqual({ rules });
  expect(rulesOf([noRule(), { ...noRule(), limit: "", floor: "-3" }])).toEqual({
    faults: { "rules.1.limit_bp": "share_text", "rules.1.floor_bp": "share_text" },
  });
});
