import { Declined } from "../../host/console";

/** Ghost rows only after this long. */
const PATIENCE_MS = 150;
/** However many hints come, an answer is asked for at most this often. */
const PAUSE_MS = 1000;

export type Feed<T> = {
  /** The newest answer; the one before stays until the next has come, also while head office is out of reach. */
  readonly data: T | undefined;
  /** When it came. */
  readonly at_ms: number;
  readonly failed: boolean;
  /** No answer yet, and it is taking noticeably long. */
  readonly slow: boolean;
  /** Asks now. */
  refresh(): Promise<void>;
  /** Asks soon, if a screen shows it; hints that come together are answered together. */
  hint(): void;
  /** Keeps it fresh while a screen shows it; answers the way to stop. */
  show(): () => void;
  forget(): void;
};

/** An answer of head office that several screens share. `signedOut` hears that the session has ended. */
export function feed<T>(ask: () => Promise<T>, signedOut: () => void): Feed<T> {
  let data = $state.raw<T>();
  let at_ms = $state(0);
  let failed = $state(false);
  let slow = $state(false);
  let turn = 0;
  let shown = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let asked_ms = 0;

  async function refresh(): Promise<void> {
    const mine = ++turn;
    clearTimeout(soon);
    soon = undefined;
    asked_ms = Date.now();
    const timer = setTimeout(() => (slow = mine === turn && data === undefined), PATIENCE_MS);
    try {
      const answer = await ask();
      if (mine !== turn) return;
      data = answer;
      at_ms = Date.now();
      failed = false;
    } catch (thrown) {
      if (mine !== turn) return;
      if (thrown instanceof Declined && thrown.signedOut) signedOut();
      else failed = true;
    } finally {
      clearTimeout(timer);
      if (mine === turn) slow = false;
    }
  }

  return {
    get data() {
      return data;
    },
    get at_ms() {
      return at_ms;
    },
    get failed() {
      return failed;
    },
    get slow() {
      return slow;
    },
    refresh,
    hint() {
      if (shown === 0 || soon !== undefined) return;
      soon = setTimeout(() => void refresh(), Math.max(0, asked_ms + PAUSE_MS - Date.now()));
    },
    show() {
      shown++;
      void refresh();
      return () => void shown--;
    },
    forget() {
      turn++;
      clearTimeout(soon);
      soon = undefined;
      data = undefined;
      failed = false;
      slow = false;
    },
  };
}
