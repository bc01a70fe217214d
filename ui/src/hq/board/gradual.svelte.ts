/** Long tables are put on the screen bit by bit: what can be seen at once, then the rest between frames. */
import { flushSync } from "svelte";

/** Rows that a large screen shows at once, and those of each frame after that. */
const FIRST = 14;
const MORE = 6;

/**
 * How many of `count()` rows are there. Begins anew whenever `of()` changes, and is complete before printing. Call while a
 * component starts.
 */
export function gradual(count: () => number, of: () => string): { readonly rows: number; all(): void } {
  let rows = $state(FIRST);
  const now = $derived(of());

  function all(): void {
    if (rows < count()) flushSync(() => (rows = count()));
  }

  $effect.pre(() => {
    void now;
    rows = FIRST;
  });
  $effect(() => {
    if (rows >= count()) return;
    // After the next frame is painted, so that it shows what is there and takes what is pressed.
    let timer = 0;
    const frame = requestAnimationFrame(() => (timer = window.setTimeout(() => (rows += MORE))));
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  });
  $effect(() => {
    addEventListener("beforeprint", all);
    return () => removeEventListener("beforeprint", all);
  });

  return {
    get rows() {
      return rows;
    },
    all,
  };
}
