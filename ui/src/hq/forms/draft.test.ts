import { describe, expect, it } from "vitest";
import type { FormContent } from "../../host/console";
import { contentOf, draftOf, newCheck, newField, newForm, newQuantity, numberOf, numberText } from "./draft";

let made = 0;
const fresh = (what: string): string => `${what}_${++made}`;
const at = <T>(list: T[], n: number): T => {
  const one = list[n];
  if (one === undefined) throw new Error(`nothing at ${n}`);
  return one;
};
const name = { zh: "名", en: "name" };
const field = (key: string, unit: "mm" | "degrees" | "count" | "choice"): FormContent["fields"][number] => ({
  key,
  name,
  hint: { zh: "", en: "" },
  unit,
  choices: [],
  least: null,
  most: null,
  required: true,
});
const content: FormContent = {
  category: "tiled",
  name,
  fields: [
    { ...field("length", "mm"), least: 300, most: 20_000 },
    field("width", "mm"),
    { ...field("corner", "degrees"), least: 850, most: 955 },
    field("corner_2", "degrees"),
    {
      ...field("laid", "choice"),
      choices: [
        { key: "straight", name },
        { key: "diagonal", name },
      ],
    },
    field("count", "count"),
  ],
  checks: [
    { check: "sum", parts: ["length"], total: "width", tolerance: 5 },
    { check: "diagonals", width: "width", height: "length", diagonals: ["length", "width"], tolerance: 8 },
    { check: "spread", of: ["corner", "corner_2"], tolerance: 15 },
    { check: "at_most", less: "length", than: "width" },
  ],
  quantities: [
    {
      key: "area",
      name,
      unit: "square_metre",
      parts: [
        { less: false, factors: [["length", "width"], ["width"]] },
        { less: true, factors: [["length"], ["width"]] },
      ],
      waste: [
        { percent: 15, when: ["laid", "diagonal"] },
        { percent: 5, when: null },
      ],
    },
  ],
};

describe("a form while it is edited", () => {
  it("is the same form again where nothing was changed", () => {
    expect(contentOf(draftOf(content, fresh))).toEqual({ content });
  });
  it("has angles in degrees and the tolerance of what is compared", () => {
    const draft = draftOf(content, fresh);
    expect([draft.fields[2]?.least, draft.fields[2]?.most]).toEqual(["85", "95.5"]);
    expect(draft.checks.map((one) => one.tolerance)).toEqual(["5", "8", "1.5", ""]);
  });
  it("names every number that cannot be read", () => {
    const draft = draftOf(content, fresh);
    at(draft.fields, 0).least = "three";
    at(draft.fields, 2).most = "95.55";
    at(draft.checks, 0).tolerance = "";
    at(at(draft.quantities, 0).waste, 1).percent = "5%";
    expect(contentOf(draft)).toEqual({
      faults: {
        "fields.0.least": "form_number",
        "fields.2.most": "form_number",
        "checks.0.tolerance": "form_number",
        "quantities.0.waste.1": "form_number",
      },
    });
  });
  it("forgets limits and choices of a unit that has none", () => {
    const draft = draftOf(content, fresh);
    at(draft.fields, 0).unit = "text";
    at(draft.fields, 4).unit = "yes_no";
    const read = contentOf(draft);
    expect("content" in read && read.content.fields[0]).toMatchObject({ least: null, most: null });
    expect("content" in read && read.content.fields[4]?.choices).toEqual([]);
  });
  it("begins with names of its own that nobody has to write", () => {
    const draft = newForm(fresh);
    draft.fields.push(newField(fresh));
    draft.checks.push(newCheck(fresh));
    draft.quantities.push(newQuantity(fresh));
    const keys = [draft.category, ...draft.fields.map((one) => one.key), draft.quantities[0]?.key];
    expect(new Set(keys).size).toBe(4);
    expect(draft.quantities[0]?.parts[0]?.factors).toEqual([[], []]);
    expect("content" in contentOf(draft)).toBe(true);
  });
  it("reads whole millimetres and tenths of a degree, and writes them as they are read", () => {
    expect(["3,000", " 600 ", "90.5", ""].map((text) => numberOf(text, "mm"))).toEqual([
      3000,
      600,
      undefined,
      undefined,
    ]);
    expect(["90.5", "90", "90.55", "-1"].map((text) => numberOf(text, "degrees"))).toEqual([
      905,
      900,
      undefined,
      undefined,
    ]);
    expect([numberText(905, "degrees"), numberText(600, "mm")]).toEqual(["90.5", "600"]);
  });
});
