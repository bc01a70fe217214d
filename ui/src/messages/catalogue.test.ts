import { describe, expect, it } from "vitest";
import * as catalogue from "./catalogue";
import { fill, placeholders } from "./text";

const zh: Record<string, string> = catalogue.zh;
const en: Record<string, string> = catalogue.en;

describe("the two catalogues", () => {
  it("have the same keys", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });
  it.each(Object.keys(zh))("%s has the same placeholders in both", (key) => {
    expect(placeholders(en[key] ?? "")).toEqual(placeholders(zh[key] ?? ""));
  });
  it("leave nothing empty", () => {
    expect(Object.entries({ ...zh, ...en }).filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("keep to the voice: no exclamation marks, no blame, staff are 你", () => {
    const banned = /[!！您]|错误|失败|无效|\b(error|failed|invalid)\b/i;
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => banned.test(text))).toEqual(
      [],
    );
  });
  it("put a space between Chinese and Latin letters or figures", () => {
    const glued = /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/;
    expect(Object.entries(zh).filter(([, text]) => glued.test(text.replace(/\{[^}]*\}/g, "")))).toEqual([]);
  });
});

describe("fill", () => {
  it("puts values in their places", () => {
    expect(fill("{a} 到 {b}", { a: 1, b: "x" })).toBe("1 到 x");
  });
  it("chooses by the plural", () => {
    expect(fill("{n} {n|job|jobs}", { n: 1 })).toBe("1 job");
    expect(fill("{n} {n|job|jobs}", { n: 3 })).toBe("3 jobs");
  });
  it("leaves out a line with a missing value", () => {
    expect(fill("{at}, {by}\nLook for another card.", { at: "10:42" })).toBe("Look for another card.");
  });
});
