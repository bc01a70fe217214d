import { describe, expect, it } from "vitest";
import { changedSince, lookOf, withLook, type Looks } from "./looked";

const job = { start_ms: 1000, end_ms: 2000, address: "滨江壹号 3 幢", note: "", blocked: [] };

describe("what changed since the last look", () => {
  it("is nothing while all is as it was", () => {
    expect(changedSince(lookOf(job), { ...job })).toEqual([]);
  });
  it("names each thing that is other", () => {
    const look = lookOf(job);
    expect(changedSince(look, { ...job, start_ms: 1500 })).toEqual(["time"]);
    expect(changedSince(look, { ...job, address: "滨江壹号 4 幢", note: "两只狗" })).toEqual([
      "address",
      "note",
    ]);
    expect(changedSince(look, { ...job, blocked: ["goods_arrived"] })).toEqual(["waits"]);
  });
  it("keeps no words of what was seen", () => {
    expect(JSON.stringify(lookOf(job))).not.toContain("滨江");
  });
  it("remembers the jobs that were looked at last", () => {
    let looks: Looks = {};
    for (let at = 0; at < 500; at++) looks = withLook(looks, `job-${at}`, job);
    looks = withLook(looks, "job-200", { ...job, note: "x" });
    expect(Object.keys(looks)).toHaveLength(400);
    expect(Object.keys(looks)[399]).toBe("job-200");
    expect(looks["job-99"]).toBeUndefined();
  });
});
