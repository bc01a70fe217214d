/** Words for a refusal: what happened and what to do, from the catalogue, else the plain message. */
import type { Refusal } from "../host";
import { fmt, lookup, zhSet } from "./index.svelte";
import type { Values } from "./text";

export type Words = { what: string; next: string };

/** A text may begin with a fact such as "yesterday 10:42". */
const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Facts become words by their names: times, durations, money, roles and steps. */
function spoken(facts: Refusal["facts"]): Values {
  const values: Values = {};
  for (const [name, fact] of Object.entries(facts)) {
    if (name === "ms" && typeof fact === "number") values[name] = fmt.duration(fact);
    else if (name.endsWith("_ms") && typeof fact === "number") values[name] = fmt.momentWithin(fact);
    else if (name.endsWith("_minor") && typeof fact === "number") values[name] = fmt.money(fact, "CNY");
    else if (name === "role") values[name] = lookup(`role.${fact}`) ?? fact;
    else if (name === "from" || name === "to") values[name] = lookup(`step.${fact}`) ?? fact;
    else if (fact !== "") values[name] = fact;
  }
  return values;
}

export function refusalWords(refusal: Refusal): Words {
  const code = refusal.code.replace(/^not_recorded\./, "");
  const values = spoken(refusal.facts);
  return {
    what: begun(lookup(`refusal.${code}`, values) || refusal.message),
    next: begun(lookup(`refusal.${code}.next`, values) ?? "").replace(/\n/g, zhSet() ? "" : " "),
  };
}
