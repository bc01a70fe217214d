/** Begins a measurement: of a new room, or of one that is measured again. */
import type { Id, Submitted } from "../../../host";
import { perform } from "../../../state/session.svelte";

export function begin(work_order: Id, form: Id, name: string, room: Id | null): Promise<Submitted> {
  return perform({
    tag: "measurement.record.v1",
    work_order,
    measurement: null,
    room,
    name,
    form,
    readings: {},
    note: null,
    finished: false,
  });
}
