/** What the bench says about a card: before redeeming, after it, and when head office has spoken. */
import type { CardVerdict } from "../../components/marks";
import type { CardLook, RecordState, Refusal, ScanAnswer, Submitted } from "../../host";
import { fmt, t } from "../../messages/index.svelte";
import { refusalWords } from "../../messages/refusal";

export type CardView = {
  verdict: CardVerdict;
  what: string;
  next: string;
  /** How the redemption stands; null while there is none. */
  record: RecordState | null;
};

function refused(refusal: Refusal | null, verdict: "refused" | "unknown"): CardView {
  const words = refusal ? refusalWords(refusal) : { what: t("scan.unknown"), next: "" };
  return { verdict, ...words, record: null };
}

/** Why a card would wait for head office, and up to when head office is known not to have it redeemed. */
function unspent(card: CardLook): string {
  const reason = card.reason ? t(`card.reason.${card.reason}`) : "";
  return card.known_ms === null ? reason : t("card.unspent", { reason, time: fmt.moment(card.known_ms) });
}

/** `checked`: the card was looked at again after submitting, so that no redemption means it did not hold. */
export function cardView(card: CardLook, submitted: Submitted | null, checked: boolean): CardView {
  if (submitted?.refusal) return refused(submitted.refusal, "refused");
  const own = submitted !== null;
  const stands = card.redeemed;
  const lost = stands?.sync === "attention" || (own && checked && stands === null);
  if (own && !lost) {
    const record: RecordState = stands?.sync ?? (submitted.state === "confirmed" ? "confirmed" : "waiting");
    const finality = stands?.finality ?? submitted.finality;
    if (record === "confirmed")
      return { verdict: "final", what: t("card.say.redeemed_final"), next: "", record };
    if (finality?.kind === "provisional")
      return {
        verdict: "provisional",
        what: t("card.say.redeemed_provisional"),
        next: t(`card.reason.${finality.reason}`),
        record,
      };
    return { verdict: "final", what: t("card.say.redeemed_final"), next: t("card.say.final.next"), record };
  }
  if (own && card.verdict !== "refused")
    return {
      verdict: "refused",
      what: t("card.say.lost"),
      next: t("card.say.lost.next"),
      record: "attention",
    };
  switch (card.verdict) {
    case "final":
      return { verdict: "final", what: t("card.say.final"), next: t("card.say.final.next"), record: null };
    case "provisional":
      return {
        verdict: "provisional",
        what: t("card.say.provisional"),
        next: unspent(card),
        record: null,
      };
    default:
      return { ...refused(card.refusal, card.verdict), record: own ? "attention" : (stands?.sync ?? null) };
  }
}

export type AnswerView = { kind: CardVerdict | "product" | "paper" | "hand_over"; what: string };

/** Anything that was scanned, in a word and a line. */
export function answerView(answer: ScanAnswer, submitted: Submitted | null, checked: boolean): AnswerView {
  switch (answer.kind) {
    case "card": {
      const { verdict, what } = cardView(answer.card, submitted, checked);
      return { kind: verdict, what };
    }
    case "product":
      return { kind: "product", what: t("scan.say.product") };
    case "paper": {
      const refusal = submitted === null ? answer.paper.refusal : submitted.refusal;
      return { kind: "paper", what: refusal ? refusalWords(refusal).what : t("paper.found") };
    }
    case "hand_over": {
      const refusal = submitted?.refusal ?? answer.hand_over.refusal;
      return { kind: "hand_over", what: refusal ? refusalWords(refusal).what : t("hand_over.found.next") };
    }
    default:
      return { kind: "unknown", what: refused(answer.refusal, "unknown").what };
  }
}
