/**
 * The scanner gun, on every screen. A burst is taken even while a field has focus, and taken back out of that
 * field. While a dialog is open the code waits and is announced.
 */
import { t } from "../messages/index.svelte";
import { showSnack } from "./announce.svelte";
import { scan } from "./bench.svelte";
import { step, type Burst } from "./burst";

type Before = { field: HTMLInputElement | HTMLTextAreaElement; value: string };

const dialogOpen = (): boolean => document.querySelector("[role=dialog]") !== null;

function fieldNow(): Before | null {
  const field = document.activeElement;
  const typed = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return typed ? { field, value: field.value } : null;
}

function putBack({ field, value }: Before): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A laser distance meter types as fast as a gun, into a field that waits for it. */
const meterField = (): boolean =>
  document.activeElement instanceof HTMLElement && document.activeElement.dataset.meter !== undefined;

/** Starts listening; answers the way to stop. `ready` says whether somebody is signed in. */
export function listenForScanner(ready: () => boolean): () => void {
  let burst: Burst | null = null;
  let before: Before | null = null;
  let waiting: string | null = null;

  const take = (code: string): void => {
    if (dialogOpen()) {
      waiting = code;
      showSnack(t("scan.wait"));
    } else void scan(code);
  };

  const pressed = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (meterField()) {
      burst = null;
      return;
    }
    const next = step(burst, event.key, event.timeStamp);
    burst = next.burst;
    if (next.began) before = fieldNow();
    // The inside of a burst is no shortcut, whatever its letters are, and its spaces press no button.
    else if (next.burst && event.key.length === 1) {
      event.stopPropagation();
      if (!fieldNow()) event.preventDefault();
    }
    if (next.code === null || !ready()) return;
    event.preventDefault();
    event.stopPropagation();
    if (before) putBack(before);
    before = null;
    take(next.code);
  };

  const closed = new MutationObserver(() => {
    if (waiting === null || dialogOpen()) return;
    const code = waiting;
    waiting = null;
    void scan(code);
  });

  window.addEventListener("keydown", pressed, true);
  closed.observe(document.body, { childList: true });
  return () => {
    window.removeEventListener("keydown", pressed, true);
    closed.disconnect();
  };
}
