/** The time of day for screens: a shared tick, only while somebody looks. */
import { createSubscriber } from "svelte/reactivity";

const every = (ms: number) =>
  createSubscriber((update) => {
    const timer = setInterval(update, ms);
    return () => clearInterval(timer);
  });

const second = every(1000);
const quarterMinute = every(15_000);

/** For words such as "today" and "valid now". */
export function nowMs(): number {
  quarterMinute();
  return Date.now();
}

/** For counting down. */
export function nowToTheSecond(): number {
  second();
  return Date.now();
}
