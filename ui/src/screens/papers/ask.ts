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
    work_order: null,
    remarks: "",
    instalments,
  };
}

/** The slip of a card's redemption. */
export function slipOf(redemption: Id): PaperAsked {
  const { language } = settings;
  return {
    kind: "slip",
    language,
    version: null,
    order: null,
    payment: null,
    redemption,
    work_order: null,
    remarks: "",
    instalments: [],
  };
}

/** The acceptance certificate of a job: as it was signed, else as it would be with these remarks. */
export function certificateOf(job: Id, remarks = ""): PaperAsked {
  const { language } = settings;
  return {
    kind: "acceptance",
    language,
    version: null,
    order: null,
    payment: null,
    redemption: null,
    work_order: job,
    remarks,
    instalments: [],
  };
}
