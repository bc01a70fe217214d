// Generated from the Rust types by `./dev types`. Do not edit by hand.

// ---- identifiers, text, money, time ------------------------------------------------------------
/** UUID as text. */
export type Id = string;
/** Chinese and English of one text; either may be empty, never both. */
export type Localized = { zh: string; en: string };
/** Minor units (分, cents) with the ISO 4217 code. */
export type Money = { minor: number; currency: string };
/** UTC milliseconds since 1970. */
export type Millis = number;

// ---- operations: what the UI submits -----------------------------------------------------------
export type Operation =
  | { tag: "staff.sign_in.v1"; staff: Id }
  | { tag: "staff.sign_out.v1" }
  | { tag: "visit.check_in.v1"; name: string; phone: string | null; card: Id | null }
  | { tag: "visit.end.v1"; visit: Id }
  | { tag: "card.redeem.v1"; number: string; token: string | null; visit: Id | null }
  | {
      tag: "appointment.book.v1";
      window: Id;
      kind: WorkKind;
      visit: Id | null;
      contact: Contact;
      note: string;
    }
  | { tag: "work_order.advance.v1"; work_order: Id; to: WorkStep; reason: string | null }
  | { tag: "right.return.v1"; right: Id }
  | { tag: "case.close.v1"; case: Id; remedy: Remedy; note: string };

export type Contact = { name: string; phone: string; address: string };
export type WorkKind = "measure" | "install";
export type WorkStep = "planned" | "accepted" | "on_the_way" | "on_site" | "done" | "failed";
export type Role = "seller" | "manager" | "measurer" | "installer" | "clerk";
export type Remedy = "acknowledged" | "collect_difference" | "goodwill" | "rebook" | "cancel";

/** What `submit` takes. `pin` is checked on the tablet and never journalled. */
export type Submission = { op: Operation; pin: { staff: Id; pin: string } | null };
/** What `submit` answers, after the operation is durable (`pending`) or was declined (`refused`: it is
 *  journalled too and HQ has the last word, unless `refusal.code` is one of the `not_recorded.*` codes). */
export type Submitted = {
  op_id: Id | null;
  state: "pending" | "confirmed" | "refused";
  finality: Finality | null;
  refusal: Refusal | null;
};
export type Finality = { kind: "final" } | { kind: "provisional"; reason: ProvisionalReason };
export type ProvisionalReason = "right_elsewhere" | "right_unknown" | "quota_spent" | "quota_lapsed";
/** `code` is stable and is the key of the message catalogue (`refusal.<code>`); `facts` fill its
 *  placeholders (times as milliseconds, money as minor units, names as text). `message` is plain English. */
export type Refusal = { code: string; message: string; facts: Record<string, string | number> };

// ---- queries -----------------------------------------------------------------------------------
export type Queries = {
  session: { args: null; answer: Session };
  sync_status: { args: null; answer: SyncStatus };
  search: { args: SearchArgs; answer: SearchAnswer };
  product: { args: { product_id: Id }; answer: ProductSheet | null };
  categories: { args: null; answer: CategoryCount[] };
  scan: { args: { text: string }; answer: ScanAnswer };
  booking_board: { args: { from: string | null; days: number; kind: WorkKind | null }; answer: BookingBoard };
  jobs: { args: { day: string | null }; answer: JobDay };
  job: { args: { work_order: Id }; answer: JobSheet | null };
  attention: { args: null; answer: Attention };
  visits: { args: null; answer: VisitCard[] };
};

export type StaffTile = { id: Id; name: string; role: Role };
export type Session = {
  enrolled: boolean;
  device: { id: Id; name: string } | null;
  store: { id: Id; name: Localized; city: Localized; time_zone: string } | null;
  /** Who is signed in; null shows the sign-in screen. */
  staff: StaffTile | null;
  /** Everyone who may sign in on this tablet, for the tiles of the sign-in screen. */
  people: StaffTile[];
  /** The visit on the bench. */
  visit: VisitCard | null;
};
export type VisitCard = {
  id: Id;
  name: string;
  phone_masked: string | null;
  source: { channel: Localized; campaign: Localized } | null;
  started_ms: Millis;
  sync: RecordState;
};
/** State of one record as the joint shows it. */
export type RecordState = "waiting" | "confirmed" | "attention";

export type SyncStatus = {
  state: "never" | "online" | "syncing" | "offline" | "blocked";
  /** Why it is blocked, in the words of `refusal.<code>` (revoked, rollback, untrusted answer). */
  reason: Refusal | null;
  waiting: number;
  attention: number;
  last_contact_ms: Millis | null;
  catalog: { version: number; products: number; changed_ms: Millis } | null;
  /** A catalog download under way: bytes done and in all. */
  download: { done: number; total: number } | null;
  clock_off_ms: number | null;
};

export type SearchArgs = {
  text: string;
  category: string | null;
  brand: string | null;
  price_min: number | null;
  price_max: number | null;
  sort: "relevance" | "price_up" | "price_down";
  offset: number;
  limit: number;
};
export type SearchAnswer = {
  took_ms: number;
  total: number;
  dropped_words: string[];
  hits: SearchHit[];
  facets: { categories: CategoryCount[]; brands: { name: string; count: number }[]; price_min: number | null; price_max: number | null };
};
export type SearchHit = {
  source_id: string;
  product_id: Id;
  variant_id: Id;
  sku: string;
  /** The title in the language asked for, with [start, end) character ranges that matched. */
  title: Localized;
  price_minor: number;
  currency: string;
  unit: PriceUnit;
  /** Price before promotion if one applies now. */
  was_minor: number | null;
  merchant: string;
  brand: string;
  category: string;
  score: number;
  picture: string | null;
  in_stock: boolean;
};
/** `category` is the stable path such as `kitchen/cabinet`; `count` is of products. */
export type CategoryCount = { category: string; name: Localized; count: number };
export type PriceUnit = "each" | "metre" | "square_metre" | "set" | "box";
export type ProductSheet = {
  product_id: Id;
  title: Localized;
  description: Localized;
  brand: string;
  merchant: string;
  category: { path: string; name: Localized };
  service_route: "light" | "heavy";
  unit: PriceUnit;
  pictures: string[];
  options: { name: Localized; values: Localized[] }[];
  variants: VariantSheet[];
  attributes: { name: Localized; value: Localized }[];
  price_book: number;
  promotion: { name: Localized; until_ms: Millis | null } | null;
  link: string | null;
};
export type VariantSheet = {
  variant_id: Id;
  sku: string;
  gtin: string | null;
  /** One index into each option's values. */
  choice: number[];
  price_minor: number;
  was_minor: number | null;
  currency: string;
  in_stock: boolean;
  picture: string | null;
};

/** What a scanned or typed text is. A card is looked at, not yet redeemed. */
export type ScanAnswer =
  | { kind: "card"; card: CardLook }
  | { kind: "product"; product_id: Id; variant_id: Id }
  | { kind: "unknown"; text: string; refusal: Refusal };
export type CardLook = {
  number: string;
  card: Id | null;
  /** What redeeming it now would give. */
  verdict: "final" | "provisional" | "refused" | "unknown";
  reason: ProvisionalReason | null;
  refusal: Refusal | null;
  campaign: { name: Localized; channel: Localized; value: Money; benefit: Localized } | null;
  sold_ms: Millis | null;
  paid: Money | null;
  phone_masked: string | null;
  valid_until_ms: Millis | null;
  redeemed: { at_ms: Millis; store: Localized; by: string; finality: Finality; sync: RecordState } | null;
};

export type BookingBoard = {
  days: { date: string; guaranteed: number; to_confirm: number; past: boolean }[];
  crews: { id: Id; name: Localized; trades: Localized }[];
  slots: BookingSlot[];
  quota_until_ms: Millis | null;
};
export type BookingSlot = {
  window: Id;
  crew: Id;
  date: string;
  start_ms: Millis;
  end_ms: Millis;
  kind: WorkKind;
  state: "guaranteed" | "to_confirm" | "full" | "past";
  /** Customers already in it, as far as this tablet may see. */
  booked: { name: string; finality: Finality; sync: RecordState }[];
};

export type JobDay = { date: string; days: { date: string; count: number }[]; jobs: JobCard[]; next: Id | null };
export type JobCard = {
  work_order: Id;
  kind: WorkKind;
  step: WorkStep;
  start_ms: Millis;
  end_ms: Millis;
  customer: string;
  address: string;
  note: string;
  sync: RecordState;
};
export type JobSheet = JobCard & {
  phone: string;
  steps: { step: WorkStep; at_ms: Millis | null; by: string | null }[];
  /** The steps that may follow now; the first is the usual one. */
  next_steps: WorkStep[];
};

export type Attention = { mine: CaseCard[]; waiting: WaitingCard[]; settled: CaseCard[] };
export type CaseCard = {
  id: Id;
  nature: "refused" | "conflict" | "quarantined";
  opened_ms: Millis;
  /** The operation it is about. */
  tag: string;
  subject: string;
  refusal: Refusal;
  /** Rows that differ: this tablet's and head office's version, in message-catalogue keys and plain values. */
  differences: { field: string; here: string; hq: string }[];
  remedies: Remedy[];
  cascade: { tag: string; subject: string }[];
  closed: { at_ms: Millis; by: string; remedy: Remedy; note: string } | null;
};
export type WaitingCard = { op_id: Id; tag: string; subject: string; saved_ms: Millis; finality: Finality | null; unapplied: Refusal | null };

// ---- HQ console --------------------------------------------------------------------------------
/** The session itself is an HttpOnly, SameSite=Strict cookie set by `POST /v1/console/session {login, pin}`. */
export type ConsoleSession = { name: string; role: Role };
export type DeviceRow = {
  id: Id;
  name: string;
  store: Localized;
  last_contact_ms: Millis | null;
  waiting: number;
  received: number;
  catalog_version: number | null;
  state: "active" | "suspended" | "revoked";
  clock_off_ms: number | null;
};
export type ConsoleToday = {
  date: string;
  redemptions: { number: string; store: Localized; campaign: Localized; channel: Localized; value: Money; at_ms: Millis; by: string; finality: Finality }[];
  appointments: { start_ms: Millis; end_ms: Millis; crew: Localized; kind: WorkKind; customer: string; store: Localized; step: WorkStep; finality: Finality }[];
};
export type ConsoleCase = CaseCard & { device: string; store: Localized };
