/** What the signed-in person looked at last. Kept on this tablet, never synced. */
import { here } from "../../state/session.svelte";
import { note, read, type Viewed } from "./viewed";

const KEY = "tenon.viewed";

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

let all = $state.raw(read(kept()));

export const viewed = {
  get mine(): Viewed[] {
    const person = here.session?.staff?.id;
    return all.find(([who]) => who === person)?.[1] ?? [];
  },
  note(product: string, variant: string): void {
    const person = here.session?.staff?.id;
    if (person === undefined) return;
    all = note(all, person, { product, variant });
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // Storage is full or forbidden: the list lives until the app closes.
    }
  },
};
