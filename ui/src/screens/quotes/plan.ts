/** How a price is paid in parts. */
import type { Instalment } from "../../host";

/** What is asked for at first where the goods are made for the customer, in percent. */
export const DEPOSIT_SHARE = 30;

export type Plan = "deposit" | "full";

/** The parts; they add up to `total`, to the cent. */
export function parts(total: number, plan: Plan): Instalment[] {
  if (plan === "full") return [{ due: "signing", minor: total }];
  const first = Math.round((total * DEPOSIT_SHARE) / 100);
  return [
    { due: "signing", minor: first },
    { due: "delivery", minor: total - first },
  ];
}
