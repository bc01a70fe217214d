/** What is asked for when a paper is made. */
import type { Id, Instalment, PaperAsked, PaperOf } from "../../host";
import { settings } from "../../state/settings.svelte";

type Of = { order?: Id; payment?: Id; instalments?: Instalment[] };

export function paperOf(
  kind: PaperOf,
  version: Id,
  { order, payment, instalments = [] }: Of = {},
): PaperAsked {
  return {
    kind,
    language: settings.language,
    version,
    order: order ?? null,
    payment: payment ?? null,
    redemption: null,
    instalments,
  };
}

/** The slip of a card's redemption. */
export function slipOf(redemption: Id): PaperAsked {
  const { language } = settings;
  return { kind: "slip", language, version: null, order: null, payment: null, redemption, instalments: [] };
}
