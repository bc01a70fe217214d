/** What can be done with a card as it is. Pure: head office's rules have the last word. */
import type { ConsoleCard } from "../../host/console";

export type Act = "void" | "refund" | "reissue" | "transfer" | "extend" | "undo" | "reclaim";

type Seen = Pick<ConsoleCard, "state" | "redemptions" | "right">;

export function actsFor(card: Seen): Act[] {
  if (card.state === "void") return [];
  if (card.state === "issued") return ["void"];
  const redeemed = card.redemptions.some((one) => one.standing === "stands");
  const acts: Act[] = redeemed ? ["undo"] : ["refund", "void", "reissue", "transfer", "extend"];
  if (card.right?.holder && card.right.unspent) acts.push("reclaim");
  return acts;
}
