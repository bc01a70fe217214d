/** What a scan put on the bench. It takes the bench on every screen and leaves the work beside it alone. */
import { query, type CardLook, type LeadCard, type Refusal, type ScanAnswer, type Submitted } from "../host";
import { refusalWords } from "../messages/refusal";
import { t } from "../messages/index.svelte";
import { announce, announceUrgently } from "./announce.svelte";
import { comparing } from "./compare.svelte";
import { signal } from "./signal";

/** The scanned text is kept: a card's code is the token that proves it, a typed number is not. */
type Scanned = {
  turn: number;
  text: string;
  answer: ScanAnswer;
  /** What redeeming it here gave; kept while somebody looks at other screens. */
  submitted: Submitted | null;
  /** The answer is newer than `submitted`. */
  checked: boolean;
};

let turn = 0;
let asked = 0;
let scanned = $state.raw<Scanned | null>(null);
let looked = $state.raw<CardLook[]>([]);
let cardForVisit = $state.raw<CardLook | null>(null);
let leadForVisit = $state.raw<LeadCard | null>(null);

const RECENT = 8;
const unread: Refusal = { code: "failure", message: "The code could not be looked up.", facts: {} };

export const bench = {
  get scanned(): Scanned | null {
    return scanned;
  },
  /** Cards looked at since signing in, newest first. */
  get looked(): CardLook[] {
    return looked;
  },
  /** A card that the next check-in shall carry. */
  get cardForVisit(): CardLook | null {
    return cardForVisit;
  },
  /** A lead that the next check-in shall end. */
  get leadForVisit(): LeadCard | null {
    return leadForVisit;
  },
};

export async function scan(text: string): Promise<void> {
  let answer: ScanAnswer;
  try {
    answer = await query("scan", { text });
  } catch (failure) {
    console.error("scan", failure);
    answer = { kind: "unknown", text, refusal: unread };
  }
  scanned = { turn: ++turn, text, answer, submitted: null, checked: false };
  if (answer.kind === "card") {
    const card = answer.card;
    looked = [card, ...looked.filter((other) => other.number !== card.number)].slice(0, RECENT);
  }
  tell(answer);
}

/** Looks at the same code again after something changed. */
export async function lookAgain(): Promise<void> {
  const before = scanned;
  if (!before) return;
  const mine = ++asked;
  const answer = await query("scan", { text: before.text });
  if (mine !== asked || scanned?.turn !== before.turn) return;
  scanned = { ...scanned, answer, checked: before.submitted !== null };
  if (answer.kind === "card") {
    const card = answer.card;
    looked = looked.map((other) => (other.number === card.number ? card : other));
  }
}

/** Keeps what redeeming the scanned card gave. */
export function noteSubmitted(submitted: Submitted): void {
  if (scanned) scanned = { ...scanned, submitted, checked: false };
}

function tell(answer: ScanAnswer): void {
  const refusal =
    answer.kind === "card"
      ? answer.card.refusal
      : answer.kind === "paper"
        ? answer.paper.refusal
        : answer.kind === "hand_over"
          ? answer.hand_over.refusal
          : answer.kind === "unknown"
            ? answer.refusal
            : null;
  signal(refusal === null);
  if (refusal) announceUrgently(refusalWords(refusal).what);
  else if (answer.kind === "card")
    announce(t(answer.card.verdict === "provisional" ? "card.say.provisional" : "card.say.final"));
  else if (answer.kind === "hand_over") announce(t("hand_over.found"));
  else announce(t(answer.kind === "paper" ? "paper.found" : "scan.say.product"));
}

export function clearBench(): void {
  scanned = null;
}

export function carryCard(card: CardLook | null): void {
  cardForVisit = card;
}

export function carryLead(lead: LeadCard | null): void {
  leadForVisit = lead;
}

/** The next person starts with an empty bench. */
export function forgetPerson(): void {
  scanned = null;
  looked = [];
  cardForVisit = null;
  leadForVisit = null;
  comparing.forget();
}
