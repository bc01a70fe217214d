import { describe, expect, it } from "vitest";
import { nextThing } from "./next";

type Job = Parameters<typeof nextThing>[0];
const job = (over: Partial<Job>): Job => ({
  kind: "install",
  step: "accepted",
  gate: null,
  blocked: [],
  rooms: [],
  sign_off: null,
  next_steps: ["on_the_way", "failed"],
  ...over,
});
const gate = { code: "drawing_not_confirmed", message: "", facts: {} };

describe("nextThing", () => {
  it("opens the first gate that is shut", () => {
    expect(nextThing(job({}))).toBe("step");
    expect(nextThing(job({ gate, blocked: ["drawing_confirmed", "goods_arrived"] }))).toBe("drawing");
    expect(nextThing(job({ gate, blocked: ["goods_arrived"] }))).toBe("goods");
    expect(nextThing(job({ gate, blocked: ["measured", "drawing_confirmed"] }))).toBe("step");
  });
  it("measures, then is done; installs, has it signed, then is done", () => {
    const here = { step: "on_site", next_steps: ["done", "failed"] } as const;
    const room = { finished_ms: 1 } as Job["rooms"][number];
    expect(nextThing(job({ ...here, kind: "measure", next_steps: ["done", "failed"] }))).toBe("measure");
    expect(nextThing(job({ ...here, kind: "measure", next_steps: ["done"], rooms: [room] }))).toBe("step");
    expect(nextThing(job({ ...here, next_steps: ["done"] }))).toBe("sign");
    const sign_off = { signed_by: "", strokes: [], remarks: "", at_ms: 1, by_name: "", paper: null };
    expect(nextThing(job({ ...here, next_steps: ["done"], sign_off }))).toBe("step");
    expect(nextThing(job({ step: "done", next_steps: [] }))).toBeNull();
  });
});
