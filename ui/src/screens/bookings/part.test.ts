import { describe, expect, it } from "vitest";
import type { Projects } from "../../host";
import { partOf } from "./part";

const job = (work_order: string, kind: "measure" | "install", step: "planned" | "done") => ({
  work_order,
  kind,
  step,
  start_ms: 0,
});
const known: Projects = {
  projects: [
    {
      project: "p",
      route: "heavy",
      address: "",
      jobs: [job("b", "install", "planned"), job("a", "measure", "done")],
    },
  ],
  order: "o",
  order_number: "D-1",
};

describe("partOf", () => {
  it("begins something new on its route, for the customer's order", () => {
    const part = { project: null, route: "light", again: null } as const;
    expect(partOf(part, known, "install", null)).toEqual({
      route: "light",
      project: null,
      order: "o",
      follows: null,
    });
    expect(partOf(part, undefined, "install", null).order).toBeNull();
  });
  it("goes on with a project, and follows up the job of the kind that has ended", () => {
    const part = { project: "p", route: "heavy", again: null } as const;
    expect(partOf(part, known, "install", null)).toEqual({
      route: null,
      project: "p",
      order: "o",
      follows: null,
    });
    expect(partOf(part, known, "measure", null).follows).toEqual({ work_order: "a", reason: "remeasure" });
    const complaint = { ...part, again: "complaint" } as const;
    expect(partOf(complaint, known, "measure", null).follows?.reason).toBe("complaint");
  });
});
