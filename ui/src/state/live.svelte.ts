import { untrack } from "svelte";
import { onChange, query, type Answer, type Args, type QueryName, type Topic } from "../host";

/** Ghost rows only after this long; most answers come from the tablet itself in less. */
const PATIENCE_MS = 150;

export type Live<T> = {
  /** The newest answer; the one before stays until the next has come. */
  readonly data: T | undefined;
  readonly failed: boolean;
  /** No answer yet, and it is taking noticeably long. */
  readonly slow: boolean;
  refresh(): Promise<void>;
};

/**
 * A query that follows its arguments and the tablet's changes. Answers that come after a newer question was
 * asked are dropped. `args` answering `undefined` asks nothing. Call while a component starts.
 */
export function live<N extends QueryName>(
  name: N,
  args: () => Args<N> | undefined,
  topics: Topic[] = ["rows"],
): Live<Answer<N>> {
  let data = $state.raw<Answer<N>>();
  let failed = $state(false);
  let slow = $state(false);
  let asked = 0;

  async function ask(arguments_: Args<N>): Promise<void> {
    const mine = ++asked;
    const timer = setTimeout(() => (slow = mine === asked && data === undefined), PATIENCE_MS);
    try {
      const answer = await query(name, arguments_);
      if (mine !== asked) return;
      data = answer;
      failed = false;
    } catch (failure) {
      if (mine !== asked) return;
      failed = true;
      console.error(name, failure);
    } finally {
      clearTimeout(timer);
      if (mine === asked) slow = false;
    }
  }

  async function refresh(): Promise<void> {
    const now = args();
    if (now !== undefined) await ask(now);
  }

  $effect(() => {
    const now = args();
    untrack(() => {
      if (now !== undefined) void ask(now);
      else {
        asked++;
        data = undefined;
      }
    });
  });
  $effect(() => onChange((changed) => changed.some((topic) => topics.includes(topic)) && void refresh()));

  return {
    get data() {
      return data;
    },
    get failed() {
      return failed;
    },
    get slow() {
      return slow;
    },
    refresh,
  };
}
