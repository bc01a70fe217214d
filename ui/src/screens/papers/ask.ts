/** What is asked for when a paper is made. */
import type { Id, Instalment, PaperAsked, PaperOf } from "../../host";
import { settings } from "../../state/settings.svelte";

type Of = { order?: Id; payment?: Id; instalments?: Instalment[] };

const asked = (kind: PaperOf, of: Partial<PaperAsked>): PaperAsked => ({
  kind,
  language: settings.language,
  version: null,
  order: null,
  payment: null,
  redemption: null,
  appointment: null,
  work_order: null,
  remarks: "",
  instalments: [],
  ...of,
});

export const paperOf = (kind: PaperOf, version: Id, of: Of = {}): PaperAsked =>
  asked(kind, { version, ...of });

/** The slip of a card's redemption. */
export const slipOf = (redemption: Id): PaperAsked => asked("slip", { redemption });

/** The slip of an appointment: when who comes. */
export const visitSlipOf = (appointment: Id): PaperAsked => asked("slip", { appointment });

/** The acceptance certificate of a job: as it was signed, else as it would be with these remarks. */
export const certificateOf = (work_order: Id, remarks = ""): PaperAsked =>
  asked("acceptance", { work_order, remarks });
