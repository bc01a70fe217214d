/** Filters live in the URL: they survive a reload and can be sent to somebody. */
import { go, href, route } from "../../state/route.svelte";

/** Changes some filters of the screen that is open; an empty one leaves the address. */
export function refine(changed: Record<string, string>): void {
  const next = new URLSearchParams(route.query);
  for (const [name, value] of Object.entries(changed)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  go(withFilters(href(...route.path), next), true);
}

/** An address that keeps the filters of the screen that is open. */
export function withFilters(to: string, filters: URLSearchParams = route.query): string {
  const asked = filters.toString();
  return asked === "" ? to : `${to}?${asked}`;
}
