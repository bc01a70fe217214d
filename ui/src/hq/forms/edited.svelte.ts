/** Something that is changed from a version that head office has: kept while somebody looks elsewhere. */
import { onDestroy } from "svelte";
import { kept } from "../state/kept";

type Version<T> = {
  content: T;
  /** The version that it was begun from; 0 where there is none. */
  seen: number;
};

export type Edited<T> = Version<T> & {
  /** Something is not saved. */
  readonly changed: boolean;
  /** Back to the newest version. */
  discard(): void;
  /** It was saved: nothing is kept. */
  done(): void;
};

/** Goes on with what was kept as `key`, else begins from the `newest` version. Call it while a component begins. */
export function edited<T>(key: string, newest: () => Version<T>): Edited<T> {
  const held = kept.of<Version<T>>(key);
  let version = $state<Version<T>>(held ?? newest());
  const now = (): string => JSON.stringify($state.snapshot(version.content));
  let first = held ? "" : now();
  const changed = $derived(now() !== first);
  let saved = false;
  onDestroy(() => {
    if (changed && !saved) kept.keep(key, $state.snapshot(version));
  });
  return {
    get content() {
      return version.content;
    },
    set content(next: T) {
      version.content = next;
    },
    get seen() {
      return version.seen;
    },
    get changed() {
      return changed;
    },
    discard() {
      kept.drop(key);
      version = newest();
      first = now();
    },
    done() {
      saved = true;
      kept.drop(key);
    },
  };
}
