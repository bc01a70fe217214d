import type { JointState } from "../../components/marks";
import type { SyncStatus } from "../../host";
import { fmt, t } from "../../messages/index.svelte";
import { refusalWords } from "../../messages/refusal";

type SyncWords = { joint: JointState; title: string; small: string };

/** How the tablet stands with head office, in two short lines. */
export function syncWords(sync: SyncStatus): SyncWords {
  const waiting = t("sync.waiting", { count: fmt.count(sync.waiting) });
  const photos = sync.photos_waiting.count;
  const unsent = t("photos.waiting", { count: fmt.count(photos) });
  if (sync.state === "blocked") return { joint: "off", title: t("sync.blocked"), small: t("sync.see_why") };
  if (sync.state === "offline" || sync.state === "never")
    return {
      joint: "away",
      title: t(`sync.${sync.state}`),
      small: sync.waiting > 0 ? waiting : photos > 0 ? unsent : t("sync.carry_on"),
    };
  if (sync.waiting > 0) return { joint: "apart", title: waiting, small: t("sync.saved_here") };
  if (photos > 0) return { joint: "apart", title: unsent, small: fmt.bytes(sync.photos_waiting.bytes) };
  return { joint: "seated", title: t(`sync.${sync.state}`), small: t("sync.all_confirmed") };
}

/** The same for the sheet: a headline and what it means. */
export function syncSaying(sync: SyncStatus): { what: string; next: string } {
  switch (sync.state) {
    case "blocked":
      return sync.reason ? refusalWords(sync.reason) : { what: t("sync.blocked"), next: "" };
    case "offline":
      return {
        what: t("sync.offline_long"),
        next: sync.reason ? refusalWords(sync.reason).next : t("sync.offline_long.next"),
      };
    case "never":
      return { what: t("sync.never"), next: t("sync.never.next") };
    default:
      return { what: t(`sync.${sync.state}`), next: t("sync.online_long.next") };
  }
}
