import {
  onChange,
  query,
  submit,
  type Operation,
  type Refusal,
  type Session,
  type Submitted,
  type SyncStatus,
} from "../host";
import { useZone } from "../messages/index.svelte";

let session = $state.raw<Session>();
let sync = $state.raw<SyncStatus>();
let unreachable = $state(false);
let why = $state.raw<Refusal | null>(null);

/** Who is here, on which tablet, with which visit; and how the tablet stands with head office. */
export const here = {
  get session(): Session | undefined {
    return session;
  },
  get sync(): SyncStatus | undefined {
    return sync;
  },
  /** The tablet's own core does not answer. */
  get unreachable(): boolean {
    return unreachable;
  },
  /** Why not, if it could say so. */
  get why(): Refusal | null {
    return why;
  },
};

export async function refreshSession(): Promise<void> {
  try {
    const [nextSession, nextSync] = await Promise.all([query("session", null), query("sync_status", null)]);
    useZone(nextSession.store?.time_zone);
    session = nextSession;
    sync = nextSync;
    unreachable = false;
  } catch (failure) {
    unreachable = session === undefined;
    why = failure instanceof Object && "code" in failure ? (failure as Refusal) : null;
    console.error("session", failure);
  }
}

/** Follows the tablet from the root component on. */
export function followSession(): void {
  $effect(() => {
    void refreshSession();
    return onChange(() => void refreshSession());
  });
}

const failure: Refusal = { code: "failure", message: "This was not saved.", facts: {} };

/** Submits an operation; a core that does not answer reads as a refusal, so that screens have one way to say so. */
export async function perform(
  op: Operation,
  pin: { staff: string; pin: string } | null = null,
  code: string | null = null,
): Promise<Submitted> {
  try {
    const submitted = await submit({ op, pin, code });
    await refreshSession();
    return submitted;
  } catch (thrown) {
    console.error(op.tag, thrown);
    return { op_id: null, made: null, state: "refused", finality: null, refusal: failure };
  }
}
