/** The console's only door to head office. Screens under `src/hq/` reach it here and nowhere else. */
import type {
  Address,
  AuthorityRule,
  ConsoleBoard,
  CalendarOwner,
  ConsoleCalendar,
  ConsoleCard,
  ConsoleCards,
  ConsoleCase,
  ConsoleCrewCalendar,
  ConsoleCrews,
  ConsoleCustomer,
  ConsoleForms,
  ConsoleJobs,
  ConsoleJobSheet,
  ConsoleLeads,
  ConsoleOffers,
  ConsoleOrder,
  ConsolePaper,
  ConsoleOrderSheet,
  ConsoleParity,
  ConsoleOutlook,
  ConsolePlan,
  ConsoleWaiting,
  ConsoleQuoteWaiting,
  ConsoleSession,
  ConsoleToday,
  DeviceRow,
  FormContent,
  Id,
  Operation,
  Preview,
  Promotion,
  Refusal,
  LeadTable,
  Remedy,
  TriedForm,
} from "./gen/types";

export type * from "./gen/types";

/** Head office said no, or did not answer: always in words that a screen can show. */
export class Declined extends Error {
  constructor(
    /** The HTTP status; 0 when nothing answered. */
    readonly status: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.message);
  }
  /** Nobody is signed in any more. */
  get signedOut(): boolean {
    return this.status === 401;
  }
}

const PATIENCE_MS = 20_000;
/** A large file takes a while. */
const FILE_PATIENCE_MS = 120_000;
const unreachable: Refusal = {
  code: "console_unreachable",
  message: "Head office is out of reach.",
  facts: {},
};
const failure: Refusal = { code: "failure", message: "Head office could not answer.", facts: {} };

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "code" in answer && "facts" in answer;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function call(
  method: Method,
  path: string,
  body?: unknown,
  patienceMs = PATIENCE_MS,
): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patienceMs);
  const file = body instanceof Blob;
  try {
    const response = await fetch(`/v1/console/${path}`, {
      method,
      signal: giveUp.signal,
      headers: body === undefined || file ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : file ? body : JSON.stringify(body),
    });
    if (response.ok) return response;
    const answer: unknown = await response.json().catch(() => null);
    throw new Declined(response.status, isRefusal(answer) ? answer : failure);
  } catch (thrown) {
    throw thrown instanceof Declined ? thrown : new Declined(0, unreachable);
  } finally {
    clearTimeout(timer);
  }
}

async function read<T>(path: string): Promise<T> {
  const response = await call("GET", path);
  try {
    return (await response.json()) as T;
  } catch {
    // A page that is not JSON comes from something between here and head office.
    throw new Declined(0, unreachable);
  }
}

export const session = (): Promise<ConsoleSession> => read("session");
export const today = (): Promise<ConsoleToday> => read("today");
export const devices = (): Promise<DeviceRow[]> => read("devices");
export const cases = (): Promise<ConsoleCase[]> => read("cases");

export async function signIn(login: string, pin: string): Promise<ConsoleSession> {
  return (await (await call("POST", "session", { login, pin })).json()) as ConsoleSession;
}

export async function signOut(): Promise<void> {
  await call("DELETE", "session");
}

export async function closeCase(id: Id, remedy: Remedy, note: string): Promise<void> {
  await call("POST", `cases/${encodeURIComponent(id)}/close`, { remedy, note });
}

/** Reads a slip in, by the text of its code. */
export async function readPaper(text: string): Promise<ConsolePaper> {
  return (await (await call("POST", "papers", { text })).json()) as ConsolePaper;
}

/** The board of `days` from `from`, `2026-11-22`; what is empty is not asked for, no day is today. */
export function board(from: string, days: number, store: string, kind: string): Promise<ConsoleBoard> {
  const asked = Object.entries({ from, days: String(days), store, kind }).filter(([, value]) => value !== "");
  return read(`board?${new URLSearchParams(asked)}`);
}
/** Customers who wait for a place, the one that has waited the longest first. */
export const waitlist = (): Promise<ConsoleWaiting[]> => read("waitlist");

/** What the planner proposes for a day, `2026-11-22`; none: tomorrow. */
export const plan = (day: string): Promise<ConsolePlan> =>
  read(day === "" ? "plan" : `plan?day=${encodeURIComponent(day)}`);
/** What the planner found in the night for the days to come. */
export const outlook = (): Promise<ConsoleOutlook> => read("plan/days");
export const crews = (): Promise<ConsoleCrews> => read("crews");
export const forms = (): Promise<ConsoleForms> => read("forms");
/** What a measurer would be told who types `typed`, by field, into a form that says `content`. */
export async function tryForm(content: FormContent, typed: Record<string, string>): Promise<TriedForm> {
  return (await (await call("POST", "forms/trial", { content, typed })).json()) as TriedForm;
}
/** A day of jobs, `2026-11-22`; none: today. */
export const jobs = (day: string): Promise<ConsoleJobs> =>
  read(day === "" ? "jobs" : `jobs?day=${encodeURIComponent(day)}`);
export const findJob = (id: Id): Promise<ConsoleJobSheet> => read(`jobs/${encodeURIComponent(id)}`);
/** Where a form of a photo's file is. */
export const photoUrl = (sha256: string, form: "thumb" | "large" | "original"): string =>
  `/v1/console/blobs/${encodeURIComponent(sha256)}/${form}`;

export const orders = (): Promise<ConsoleOrder[]> => read("orders");
export const findOrder = (id: Id): Promise<ConsoleOrderSheet> => read(`orders/${encodeURIComponent(id)}`);
export const quotes = (): Promise<ConsoleQuoteWaiting[]> => read("quotes");

/** `off_minor`: what the clerk has seen, so that a quote that was changed meanwhile is not granted unseen. */
export async function answerQuote(
  version: Id,
  off_minor: number,
  granted: boolean,
  note: string,
): Promise<void> {
  await call("POST", `quotes/${encodeURIComponent(version)}/answer`, { off_minor, granted, note });
}

export const cards = (): Promise<ConsoleCards> => read("cards");
export const findCards = (text: string): Promise<ConsoleCard[]> =>
  read(`cards/find?${new URLSearchParams({ text })}`);
/** Where the files of a batch are fetched from. */
export const batchFile = (id: Id, ending: "csv" | "pdf"): string =>
  `/v1/console/batches/${encodeURIComponent(id)}/cards.${ending}`;

/** Does an operation for the clerk who is signed in; its own rules say who may. */
export async function operate(op: Operation): Promise<void> {
  await call("POST", "operations", op);
}

export const leads = (): Promise<ConsoleLeads> => read("leads");

export type CalledLead = {
  /** Made by the page, so that sending it again makes nothing twice. */
  reference: string;
  name: string;
  phone: string;
  store: Id | null;
  wish: string;
  utm_source: string;
  consent: string | null;
};

export async function takeLead(lead: CalledLead): Promise<void> {
  await call("POST", "leads", lead);
}

/** Who is looked for stands in the body: addresses stand in logs. */
export async function findCustomers(text: string): Promise<ConsoleCustomer[]> {
  return (await (await call("POST", "customers/find", { text })).json()) as ConsoleCustomer[];
}
/** Takes in a file of leads. */
export async function takeLeads(file: File): Promise<LeadTable> {
  const asked = new URLSearchParams({ name: file.name });
  return (await (await call("POST", `leads/table?${asked}`, file, FILE_PATIENCE_MS)).json()) as LeadTable;
}

/** Reads the divisions off an address. */
export async function readAddress(text: string): Promise<Address> {
  return (await (await call("POST", "customers/address", { text })).json()) as Address;
}

/** Where everything that is kept of a customer is fetched from. */
export const customerCopy = (id: Id): string => `/v1/console/customers/${encodeURIComponent(id)}/copy.json`;

export const crewCalendars = (): Promise<ConsoleCrewCalendar[]> => read("calendars");
/** Where somebody subscribes to their appointments. */
export async function calendarOf(of: CalendarOwner): Promise<ConsoleCalendar> {
  if (of.whose === "customer") return read(`customers/${encodeURIComponent(of.id)}/calendar`);
  const found = (await crewCalendars()).find((one) => one.crew === of.id);
  return found?.calendar ?? { of, version: 0, path: null, at_ms: null, by: null };
}

export const offers = (): Promise<ConsoleOffers> => read("offers");
export const parity = (): Promise<ConsoleParity | null> => read("parity");
/** Where the table of the last comparison is fetched from. */
export const parityTable = "/v1/console/parity.csv";

/** A large feed takes minutes. */
const AUDIT_PATIENCE_MS = 600_000;

export type Audit = {
  /** The feed's address, or the file itself. */
  feed: string | File;
  merchant: string;
  hours: number;
};

export async function audit({ feed, merchant, hours }: Audit): Promise<ConsoleParity> {
  const asked = new URLSearchParams({ hours: String(hours) });
  if (merchant !== "") asked.set("merchant", merchant);
  if (typeof feed === "string") asked.set("address", feed);
  else asked.set("name", feed.name);
  const body = typeof feed === "string" ? undefined : feed;
  return (await (await call("POST", `parity?${asked}`, body, AUDIT_PATIENCE_MS)).json()) as ConsoleParity;
}

/** `before` is the promotion as it was seen; null makes a new one. */
export async function putPromotion(promotion: Promotion, before: Promotion | null): Promise<void> {
  await call("PUT", `promotions/${encodeURIComponent(promotion.id)}`, { promotion, before });
}

export async function endPromotion(id: Id): Promise<void> {
  await call("POST", `promotions/${encodeURIComponent(id)}/end`);
}

/** `seen` is the version that was seen; 0 when there was none. */
export async function putAuthority(rules: AuthorityRule[], seen: number): Promise<void> {
  await call("PUT", "authority", { rules, seen });
}

export type Tried = {
  promotion?: Promotion;
  rules?: AuthorityRule[];
  codes: string[];
  count?: number;
};

export async function preview(tried: Tried): Promise<Preview> {
  return (await (await call("POST", "offers/preview", tried)).json()) as Preview;
}

/** What head office says changed. */
export type Hint = "rows" | "catalog";

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

/**
 * Follows head office's hints and comes back by itself after every break, later each time. `standing` tells
 * whether the stream is up; after a break everything counts as changed, since nothing was announced meanwhile.
 */
export function follow(heard: (hint: Hint) => void, standing: (up: boolean) => void): () => void {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY_MS;

  function open(): void {
    clearTimeout(timer);
    stream?.close();
    stream = new EventSource("/v1/console/events");
    stream.addEventListener("hello", () => {
      wait = FIRST_RETRY_MS;
      standing(true);
      heard("rows");
      heard("catalog");
    });
    stream.addEventListener("rows", () => heard("rows"));
    stream.addEventListener("catalog", () => heard("catalog"));
    stream.onerror = lost;
  }
  function lost(): void {
    stream?.close();
    standing(false);
    clearTimeout(timer);
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
    wait = Math.min(LAST_RETRY_MS, wait * 2);
  }

  open();
  window.addEventListener("online", open);
  window.addEventListener("offline", lost);
  return () => {
    clearTimeout(timer);
    stream?.close();
    window.removeEventListener("online", open);
    window.removeEventListener("offline", lost);
  };
}
