/** A visit as it is filled in, before it is booked or waited for. */
import type { BookAppointment } from "../../host";
import { here } from "../../state/session.svelte";
import type { Repeat } from "./part";
import { piecesOf, type Wish } from "./wish";

export type VisitDraft = {
  name: string;
  phone: string;
  address: string;
  /** Path of the category of the goods; empty: not said. */
  goods: string;
  /** How many pieces, as typed. */
  quantity: string;
  note: string;
};

/** What is known before anybody types: of the visit that is booked again, of the customer who is here, of what they wish. */
export function drafted(wish: Wish, repeat: Repeat | null, phones: string[]): VisitDraft {
  return {
    name: repeat?.customer ?? here.session?.visit?.name ?? "",
    phone: repeat?.phone ?? phones.find((one) => !one.includes("*")) ?? "",
    address: wish.address,
    goods: wish.goods,
    quantity: wish.quantity,
    note: "",
  };
}

/** What an operation says of it; undefined as long as something is missing. */
export function visitOf(
  draft: VisitDraft,
): Pick<BookAppointment, "contact" | "goods" | "quantity" | "note"> | undefined {
  const quantity = piecesOf(draft.quantity);
  const [name, phone, address] = [draft.name.trim(), draft.phone.trim(), draft.address.trim()];
  if (quantity === undefined || !name || !phone || !address) return undefined;
  return { contact: { name, phone, address }, goods: draft.goods || null, quantity, note: draft.note.trim() };
}
