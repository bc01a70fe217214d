/** The product that was put aside to be compared with another. Kept until it is compared, taken back or the person leaves. */
import { go, href } from "./route.svelte";

export type Pick = { product: string; variant: string; name: string };

let held = $state.raw<Pick | null>(null);

export const comparing = {
  get held(): Pick | null {
    return held;
  },
  /** Puts it aside; the second product goes beside the first. */
  pick(now: Pick): void {
    if (held?.product === now.product) held = null;
    else if (held) {
      const [left, right] = [held, now];
      held = null;
      go(sideBySide(left, right));
    } else held = now;
  },
  forget(): void {
    held = null;
  },
};

export function sideBySide(left: Omit<Pick, "name">, right: Omit<Pick, "name">): string {
  const variants = new URLSearchParams({ left: left.variant, right: right.variant });
  return `${href("compare", left.product, right.product)}?${variants}`;
}
