/** Writing quotes: every change is priced on the tablet and handed in at once, one after the other. */
import {
  query,
  type ProductSheet,
  type QuoteAsked,
  type QuotePriced,
  type Refusal,
  type Size,
  type VariantSheet,
} from "../../host";
import { here, perform } from "../../state/session.svelte";
import { added, askedOf, latest } from "./asked";

type Written = { id: string | null; refusal: Refusal | null };

const unknown: Refusal = { code: "quote_unknown", message: "This quote is not here.", facts: {} };

let turn: Promise<unknown> = Promise.resolve();
/** Two presses in a row are two changes, the second over the first. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = turn.then(act);
  turn = mine.catch(() => undefined);
  return mine;
}

/** What fewer goods no longer allow to take off is not taken off. */
async function priced(asked: QuoteAsked): Promise<QuotePriced> {
  const first = await query("quote_priced", asked);
  if (first.allowance?.answer !== "never") return first;
  return query("quote_priced", { ...asked, discount_minor: first.most_minor });
}

/** Changes what the quote offers; answers why not. */
export function change(id: string, edit: (asked: QuoteAsked) => QuoteAsked): Promise<Refusal | null> {
  return inTurn(async () => {
    const sheet = await query("quote", { id });
    const version = sheet && latest(sheet);
    if (!sheet || !version) return unknown;
    const { content, refusal } = await priced(edit(askedOf(version, sheet.visit)));
    if (!content) return refusal;
    const { visit, buyer } = sheet;
    const over = sheet.heads.map((head) => head.id);
    return (await perform({ tag: "quote.write.v1", quote: id, over, visit, buyer, content })).refusal;
  });
}

/** Goes on with one of the quote's versions: one of several that stand side by side, or one of before. */
export function keep(id: string, chosen: string): Promise<Refusal | null> {
  return inTurn(async () => {
    const sheet = await query("quote", { id });
    const versions = sheet ? [...sheet.heads, ...sheet.earlier] : [];
    const content = versions.find((version) => version.id === chosen)?.content;
    if (!sheet || !content) return unknown;
    const { visit, buyer } = sheet;
    const over = sheet.heads.map((head) => head.id);
    return (await perform({ tag: "quote.write.v1", quote: id, over, visit, buyer, content })).refusal;
  });
}

/** Writes the same goods down as a quote of its own, at today's prices: for the customer who is looked after, else for whom
 * the first was for. */
export function copy(id: string): Promise<Written> {
  return inTurn(async () => {
    const sheet = await query("quote", { id });
    const version = sheet && latest(sheet);
    if (!sheet || !version) return { id: null, refusal: unknown };
    const visit = here.session?.visit ?? null;
    const asked = { ...askedOf(version, visit?.id ?? null), version: null, discount_minor: 0 };
    const { content, refusal } = await priced(asked);
    if (!content) return { id: null, refusal };
    const submitted = await perform({
      tag: "quote.write.v1",
      quote: null,
      over: [],
      visit: visit?.id ?? null,
      buyer: visit ? { name: visit.name, phone: null, address: "" } : sheet.buyer,
      content,
    });
    return { id: submitted.made, refusal: submitted.refusal };
  });
}

/** Adds goods to the quote of the customer who is looked after, or begins it. */
export function add(product: ProductSheet, variant: VariantSheet, size: Size | null): Promise<Written> {
  return inTurn(async () => {
    const visit = here.session?.visit;
    if (!visit) return { id: null, refusal: unknown };
    const line = {
      product_id: product.product_id,
      variant_id: variant.variant_id,
      count: 1,
      size,
      quantity_milli: null,
      room: "",
      measured: false,
    };
    const open = (await query("quotes", { visit: visit.id })).find((one) => one.state !== "ordered");
    const sheet = open ? await query("quote", { id: open.id }) : null;
    const version = sheet ? latest(sheet) : undefined;
    const before = version
      ? askedOf(version, visit.id)
      : { version: null, visit: visit.id, lines: [], discount_minor: 0, services: [], note: "", anew: false };
    const { content, refusal } = await priced({ ...before, lines: added(before.lines, line) });
    if (!content) return { id: null, refusal };
    const submitted = await perform({
      tag: "quote.write.v1",
      quote: sheet?.id ?? null,
      over: sheet?.heads.map((head) => head.id) ?? [],
      visit: visit.id,
      buyer: sheet?.buyer ?? { name: visit.name, phone: null, address: "" },
      content,
    });
    return { id: submitted.made, refusal: submitted.refusal };
  });
}
