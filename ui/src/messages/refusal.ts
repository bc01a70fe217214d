/** Words for a refusal: what happened and what to do, from the catalogue, else the plain message. */
import type { Refusal } from "../host";
import { fmt, lookup, zhSet } from "./index.svelte";
import type { Values } from "./text";

export type Words = { what: string; next: string };

/** Who reads it: someone at a tablet, or a clerk at head office, for whom a few say something else. */
export type Place = "tablet" | "hq";

/** A text may begin with a fact such as "yesterday 10:42". */
const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Facts become words by their names: times, durations, money, roles and steps. */
function spoken(facts: Refusal["facts"]): Values {
  const values: Values = {};
  for (const [name, told] of Object.entries(facts)) {
    // A name comes in both languages, the English one as `name_en`.
    const fact = (zhSet() ? "" : facts[`${name}_en`]) || told;
    if (name === "ms" && typeof fact === "number") values[name] = fmt.duration(fact);
    else if (name.endsWith("_ms") && typeof fact === "number") values[name] = fmt.momentWithin(fact);
    else if (name.endsWith("_minor") && typeof fact === "number") values[name] = fmt.money(fact, "CNY");
    else if (name === "role") values[name] = lookup(`role.${fact}`) ?? fact;
    else if (name === "from" || name === "to" || name === "step")
      values[name] = lookup(`step.${fact}`) ?? fact;
    else if (fact !== "") values[name] = fact;
  }
  return values;
}

export function refusalWords(refusal: Refusal, place: Place = "tablet"): Words {
  const code = refusal.code.replace(/^not_recorded\./, "");
  const values = spoken(refusal.facts);
  const at = (key: string): string | undefined =>
    (place === "hq" ? lookup(`hq.${key}`, values) : undefined) ?? lookup(key, values);
  return {
    what: begun(at(`refusal.${code}`) || refusal.message),
    next: begun(at(`refusal.${code}.next`) ?? "").replace(/\n/g, zhSet() ? "" : " "),
  };
}
