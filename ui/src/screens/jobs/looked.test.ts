import { describe, expect, it } from "vitest";
import type { JobCard } from "../../host";
import { changedSince, isNew, NOTHING, withDay, withLook, type Changed } from "./looked";

const job = { start_ms: 1000, end_ms: 2000, address: "滨江壹号 3 幢", note: "", blocked: [] };
const card = (work_order: string): JobCard => ({ ...job, work_order }) as unknown as JobCard;
const list = (date: string, ...ids: string[]): { date: string; jobs: JobCard[] } => ({
  date,
  jobs: ids.map(card),
});

describe("what changed since the last look", () => {
  const seen = withLook(NOTHING, "a", job);
  const changed = (given: object): Changed[] => changedSince(seen, "a", { ...job, ...given });
  it("is nothing while all is as it was, or was never seen", () => {
    expect(changed({})).toEqual([]);
    expect(changedSince(NOTHING, "a", job)).toEqual([]);
  });
  it("names each thing that is other", () => {
    expect(changed({ start_ms: 1500 })).toEqual(["time"]);
    expect(changed({ address: "滨江壹号 4 幢", note: "两只狗" })).toEqual(["address", "note"]);
    expect(changed({ blocked: ["goods_arrived"] })).toEqual(["waits"]);
  });
  it("keeps no words of what was seen", () => {
    expect(JSON.stringify(seen)).not.toContain("滨江");
  });
  it("remembers the jobs that were looked at last", () => {
    let all = NOTHING;
    for (let at = 0; at < 500; at++) all = withLook(all, `job-${at}`, job);
    all = withLook(all, "job-200", { ...job, note: "x" });
    expect(Object.keys(all.jobs)).toHaveLength(400);
    expect(Object.keys(all.jobs)[399]).toBe("job-200");
    expect(all.jobs["job-99"]).toBeUndefined();
  });
});

describe("what is new in a list", () => {
  it("came after the list of that day was seen", () => {
    const seen = withDay(NOTHING, list("2026-11-24", "a"));
    expect(isNew(seen, "a", "2026-11-24")).toBe(false);
    expect(isNew(seen, "b", "2026-11-24")).toBe(true);
    expect(isNew(seen, "b", "2026-11-25")).toBe(false);
  });
  it("is told of once", () => {
    const seen = withDay(withDay(NOTHING, list("2026-11-24", "a")), list("2026-11-24", "a", "b"));
    expect(isNew(seen, "b", "2026-11-24")).toBe(false);
    expect(seen.days).toEqual(["2026-11-24"]);
  });
  it("does not make what changed seen", () => {
    const moved = { ...card("a"), start_ms: 5000 };
    const seen = withDay(withDay(NOTHING, list("2026-11-24", "a")), { date: "2026-11-24", jobs: [moved] });
    expect(changedSince(seen, "a", moved)).toEqual(["time"]);
  });
});
