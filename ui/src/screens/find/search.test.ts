import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SearchArgs } from "../../host";

type Asked = { args: SearchArgs; answer: (total: number) => void };
const asked: Asked[] = [];
vi.mock("../../host", () => ({
  query: (_name: string, args: SearchArgs) =>
    new Promise((resolve) => {
      const hit = { product_id: `${args.text}-hit` };
      asked.push({
        args,
        answer: (total) => resolve({ total, hits: [hit], facets: { of: args.text }, dropped_words: [] }),
      });
    }),
}));
const { search } = await import("./search.svelte");
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function type(text: string): void {
  search.text = text;
  void search.ask();
}

describe("results as you type", () => {
  beforeEach(() => {
    asked.length = 0;
  });

  it("hold one question at a time, and drop those that were overtaken unasked", async () => {
    type("c");
    await settle();
    for (const text of ["ch", "chu", "chug", "chugui"]) type(text);
    await settle();
    expect(asked.map(({ args }) => args.text)).toEqual(["c"]);
    asked[0]?.answer(9);
    await settle();
    expect(asked.map(({ args }) => [args.text, args.part])).toEqual([
      ["c", "hits"],
      ["chugui", "hits"],
    ]);
    expect(search.answer, "an answer that was overtaken is not shown").toBeUndefined();
    asked[1]?.answer(3);
    await settle();
    expect(search.answer?.total).toBe(3);
    expect(asked.map(({ args }) => [args.text, args.part])[2]).toEqual(["chugui", "facets"]);
    asked[2]?.answer(3);
    await settle();
    expect(search.answer?.facets).toEqual({ of: "chugui" });
  });

  it("count nothing for a question that was overtaken while it was answered", async () => {
    type("sofa");
    await settle();
    asked[0]?.answer(5);
    await settle();
    expect(asked[1]?.args.part).toBe("facets");
    type("sofas");
    expect(asked).toHaveLength(2);
    asked[1]?.answer(5);
    await settle();
    expect(asked.map(({ args }) => [args.text, args.part]).slice(2)).toEqual([["sofas", "hits"]]);
    asked[2]?.answer(4);
    await settle();
    asked[3]?.answer(4);
    await settle();
    expect(search.answer?.total).toBe(4);
  });

  it("end when the field is cleared", async () => {
    type("bed");
    await settle();
    type("");
    asked[0]?.answer(7);
    await settle();
    expect(search.answer).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});
