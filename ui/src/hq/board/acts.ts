/** What clerks do on the board, at head office. */
import { operate, type Id, type Refusal } from "../../host/console";
import { t } from "../../messages/index.svelte";
import { refusalWords } from "../../messages/refusal";
import { showSnack } from "../../state/announce.svelte";
import { attempt, board } from "../state/hq.svelte";
import type { Aim, Moving } from "./aims";
import { called } from "./words";

async function performed(op: Parameters<typeof operate>[0]): Promise<Refusal | null> {
  const answer = await attempt(() => operate(op));
  // Also when it was refused: then somebody else was faster, and the board shows it.
  await board.refresh();
  return "refusal" in answer ? answer.refusal : null;
}

/** Moves it, or lets it change places, and offers for a moment to take that back. */
export async function moveTo(moving: Moving, aim: Aim, reason: string): Promise<Refusal | null> {
  const { appointment } = moving.appointment;
  const go = (window: Id, why: string): Promise<Refusal | null> =>
    performed(
      aim.with
        ? { tag: "appointment.swap.v1", appointment, with: aim.with.appointment, reason: why }
        : { tag: "appointment.move.v1", appointment, window, reason: why },
    );
  const refusal = await go(aim.window.window, reason);
  if (refusal) return refusal;
  const name = called(moving.appointment);
  const done = aim.with
    ? t("hq.board.swapped", { name, other: called(aim.with) })
    : t("hq.board.moved", { name });
  showSnack(done, {
    name: t("hq.board.move_back"),
    act: async () => {
      const refused = await go(moving.from.window, t("hq.board.moved_back"));
      showSnack(refused ? refusalWords(refused, "hq").what : t("hq.board.back", { name }));
    },
  });
  return null;
}

/** Lets a crew do more or less in a window. */
export const resize = (window: Id, capacity: number, reason: string): Promise<Refusal | null> =>
  performed({ tag: "window.resize.v1", window, capacity, reason });

/** Nobody comes in these windows any more; stops at the first that is refused. */
export async function closeAll(windows: { window: Id; reason: string }[]): Promise<Refusal | null> {
  let refusal: Refusal | null = null;
  for (const { window, reason } of windows) {
    const answer = await attempt(() => operate({ tag: "window.resize.v1", window, capacity: 0, reason }));
    refusal = "refusal" in answer ? answer.refusal : null;
    if (refusal) break;
  }
  await board.refresh();
  return refusal;
}

/** Hours of a crew are blocked: its windows of the day lose what they take. */
export const block = (
  crew: Id,
  date: string,
  start_ms: number,
  end_ms: number,
  reason: string,
): Promise<Refusal | null> => performed({ tag: "crew.block.v1", crew, date, start_ms, end_ms, reason });

export const unblock = (
  crew: Id,
  date: string,
  { start_ms, end_ms }: { start_ms: number; end_ms: number },
): Promise<Refusal | null> => performed({ tag: "crew.unblock.v1", crew, date, start_ms, end_ms });

export const callOff = (appointment: Id, reason: string): Promise<Refusal | null> =>
  performed({ tag: "appointment.cancel.v1", appointment, reason });
