import { forgetPerson } from "../../state/bench.svelte";
import { go } from "../../state/route.svelte";
import { perform } from "../../state/session.svelte";

/** Leaves the tablet to the next person: the names come up, nothing of this one stays on the bench. */
export async function signOut(): Promise<void> {
  await perform({ tag: "staff.sign_out.v1" });
  forgetPerson();
  go("#/", true);
}
