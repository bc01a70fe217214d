/** What the network costs: as somebody says, or as the platform does where it says anything. */
import { network } from "../host";
import { settings } from "./settings.svelte";

/** <https://wicg.github.io/netinfo/>; few platforms have it. */
type NetworkInformation = EventTarget & { readonly type?: string; readonly saveData?: boolean };

const told = (navigator as Navigator & { connection?: NetworkInformation }).connection;
const costs = (): boolean => told?.saveData === true || told?.type === "cellular";

let costly = $state(costs());
told?.addEventListener("change", () => (costly = costs()));

const say = (send_now: boolean): void =>
  void network({ metered: settings.metered || costly, send_now }).catch((failure: unknown) =>
    console.error("network", failure),
  );

/** Keeps the tablet told; run once from the root component. */
export function tellNetwork(): void {
  $effect(() => say(false));
}

/** The files of photos that wait go now, whatever the network costs. */
export const sendNow = (): void => say(true);
