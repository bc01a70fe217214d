/** What each person has looked at, newest first. Pure; `viewed.svelte.ts` keeps it on the tablet. */
export type Viewed = { product: string; variant: string };
/** By person, whoever looked last at the end. */
export type ViewedBy = [person: string, seen: Viewed[]][];

/** Products that a person finds again, and persons that a tablet remembers. */
export const MOST = 12;
export const MOST_PEOPLE = 24;

function isViewed(one: unknown): one is Viewed {
  return (
    typeof one === "object" &&
    one !== null &&
    "product" in one &&
    typeof one.product === "string" &&
    "variant" in one &&
    typeof one.variant === "string"
  );
}

/** What was kept; whatever cannot be understood is left out. */
export function read(text: string | null): ViewedBy {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept
      .filter(
        (one): one is [string, unknown[]] =>
          Array.isArray(one) && typeof one[0] === "string" && Array.isArray(one[1]),
      )
      .map(([person, seen]) => [person, seen.filter(isViewed).slice(0, MOST)]);
  } catch {
    return [];
  }
}

export function note(all: ViewedBy, person: string, now: Viewed): ViewedBy {
  const seen = all.find(([who]) => who === person)?.[1] ?? [];
  const next = [now, ...seen.filter((one) => one.product !== now.product)].slice(0, MOST);
  const others = all.filter(([who]) => who !== person);
  return [...others, [person, next] as ViewedBy[number]].slice(-MOST_PEOPLE);
}
