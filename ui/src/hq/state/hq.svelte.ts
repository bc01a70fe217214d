/** What the console knows of head office: who is signed in, the newest answers, whether hints arrive. */
import * as door from "../../host/console";
import { Declined, type ConsoleSession, type Refusal, type Remedy } from "../../host/console";
import { useZone } from "../../messages/index.svelte";
import { route } from "../../state/route.svelte";
import { feed } from "./feed.svelte";
import { kept } from "./kept";

/** A stream that is back within this time was never worth a word. */
const QUIET_MS = 3000;
/** Last contacts change without a hint, and a hint may be lost. */
const ROUND_MS = 30_000;

let session = $state.raw<ConsoleSession | null>();

function begin(next: ConsoleSession): void {
  session = next;
  useZone(next.time_zone);
}

let unreachable = $state(false);
let up = $state(true);

export const today = feed(door.today, signedOut);
export const devices = feed(door.devices, signedOut);
export const cases = feed(door.cases, signedOut);
export const offers = feed(door.offers, signedOut);
export const cards = feed(door.cards, signedOut);
export const board = feed(() => {
  const asked = (name: string): string => route.query.get(name) ?? "";
  return door.board(asked("day"), asked("view") === "week" ? 7 : 1, asked("store"), asked("kind"));
}, signedOut);
export const plan = feed(() => door.plan(route.query.get("day") ?? ""), signedOut);
export const outlook = feed(door.outlook, signedOut);
export const waitlist = feed(door.waitlist, signedOut);
export const crews = feed(door.crews, signedOut);
export const forms = feed(door.forms, signedOut);
export const jobs = feed(() => door.jobs(route.query.get("day") ?? ""), signedOut);
export const orders = feed(door.orders, signedOut);
export const quotes = feed(door.quotes, signedOut);
export const leads = feed(door.leads, signedOut);
export const calendars = feed(door.crewCalendars, signedOut);
export const parity = feed(door.parity, signedOut);
const feeds = [
  today,
  board,
  plan,
  outlook,
  waitlist,
  crews,
  forms,
  jobs,
  devices,
  cases,
  quotes,
  orders,
  offers,
  cards,
  leads,
  calendars,
  parity,
];

export const hq = {
  /** Who is signed in: null when nobody is, undefined until that is known. */
  get session(): ConsoleSession | null | undefined {
    return session;
  },
  get unreachable(): boolean {
    return unreachable;
  },
  /** Whether changes arrive as they happen. */
  get live(): boolean {
    return up;
  },
};

type CaseDraft = { remedy: Remedy; note: string };
/** What was chosen and written about a case; survives looking elsewhere and signing in again. */
export const draft = {
  of: (id: string): CaseDraft | undefined => kept.of<CaseDraft>(`case ${id}`),
  keep: (id: string, remedy: Remedy, note: string): void => kept.keep(`case ${id}`, { remedy, note }),
  drop: (id: string): void => kept.drop(`case ${id}`),
};

function signedOut(): void {
  session = null;
  feeds.forEach((one) => one.forget());
}

export async function findSession(): Promise<void> {
  try {
    begin(await door.session());
    unreachable = false;
  } catch (thrown) {
    if (thrown instanceof Declined && thrown.signedOut) {
      unreachable = false;
      signedOut();
    } else unreachable = session === undefined;
  }
}

/** Says why not, or null. */
async function tried(act: () => Promise<void>): Promise<Refusal | null> {
  try {
    await act();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof Declined)) throw thrown;
    if (thrown.signedOut) signedOut();
    return thrown.refusal;
  }
}

export const signIn = (login: string, pin: string): Promise<Refusal | null> =>
  tried(async () => {
    begin(await door.signIn(login, pin));
  });

export async function signOut(): Promise<void> {
  const refusal = await tried(door.signOut);
  if (refusal) return;
  kept.clear();
  signedOut();
}

export async function closeCase(id: string, remedy: Remedy, note: string): Promise<Refusal | null> {
  const refusal = await tried(() => door.closeCase(id, remedy, note));
  if (!refusal) draft.drop(id);
  // Also when somebody else was faster: then the case shows who, and how.
  if (session) await cases.refresh();
  return refusal;
}

export async function answerQuote(
  version: string,
  off_minor: number,
  granted: boolean,
  note: string,
): Promise<Refusal | null> {
  const refusal = await tried(() => door.answerQuote(version, off_minor, granted, note));
  // Also when somebody else was faster: then it waits no longer.
  if (session) await quotes.refresh();
  return refusal;
}

/** Does something at head office; says why not, or gives what came of it. */
export async function attempt<T>(act: () => Promise<T>): Promise<{ done: T } | { refusal: Refusal }> {
  let done: T | undefined;
  const refusal = await tried(async () => {
    done = await act();
  });
  return refusal ? { refusal } : { done: done as T };
}

/** Follows head office while somebody is signed in; run once from the frame. */
export function followHq(): void {
  $effect(() => {
    let late: ReturnType<typeof setTimeout> | undefined;
    const stop = door.follow(
      (hint) =>
        hint === "catalog"
          ? [devices, offers].forEach((one) => one.hint())
          : feeds.forEach((one) => one.hint()),
      (standing) => {
        clearTimeout(late);
        if (standing) up = true;
        else late = setTimeout(() => (up = false), QUIET_MS);
      },
    );
    const look = (): void => {
      if (document.visibilityState === "visible") feeds.forEach((one) => one.hint());
    };
    const round = setInterval(look, ROUND_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      stop();
      clearTimeout(late);
      clearInterval(round);
      document.removeEventListener("visibilitychange", look);
    };
  });
}
