import type { JobSheet, PhotoCard, PhotoKind, WorkStep } from "../../../host";
import { fmt, t } from "../../../messages/index.svelte";

/** What photos show, in the order of a job. */
export const KINDS: PhotoKind[] = ["before", "during", "after", "damage", "drawing"];

/** What is usually taken at a step. */
export function usualKind(step: WorkStep): PhotoKind {
  if (step === "on_site") return "during";
  return step === "done" ? "after" : "before";
}

/** What a photo is called: its word, else what it shows and when it was taken. */
export function photoName(photo: PhotoCard, rooms: JobSheet["rooms"]): string {
  const room = rooms.find((one) => one.room === photo.room)?.name;
  const kind = t(`photos.kind.${photo.kind}`);
  return [photo.caption || kind, room, fmt.moment(photo.at_ms)].filter(Boolean).join(t("app.comma"));
}
