/** A measurement form while it is edited: numbers as text, and what of them cannot be read, by field. Pure. */
import type {
  FieldUnit,
  FormCheck,
  FormContent,
  FormField,
  FormQuantity,
  Localized,
  QuantityUnit,
} from "../../host/console";

export type ChoiceDraft = { key: string; name: Localized };
export type FieldDraft = {
  key: string;
  name: Localized;
  hint: Localized;
  unit: FieldUnit;
  choices: ChoiceDraft[];
  least: string;
  most: string;
  required: boolean;
};
/** `one` and `other` are the total, the sides, or the lesser and the greater; `fields` are the others that it names. */
export type CheckDraft = {
  id: string;
  check: FormCheck["check"];
  fields: string[];
  one: string;
  other: string;
  tolerance: string;
};
export type PartDraft = { id: string; less: boolean; factors: string[][] };
/** `when` is a field and a choice of it, with a blank between; empty: always. */
export type WasteDraft = { id: string; percent: string; when: string };
export type QuantityDraft = {
  key: string;
  name: Localized;
  unit: QuantityUnit;
  parts: PartDraft[];
  waste: WasteDraft[];
};
export type Draft = {
  category: string;
  name: Localized;
  fields: FieldDraft[];
  checks: CheckDraft[];
  quantities: QuantityDraft[];
};
/** By field: the code of what is wrong. */
export type Faults = Record<string, string>;
/** Makes names that nothing else has: `field_1a2b3c4d`. */
export type Fresh = (what: string) => string;

export const units: FieldUnit[] = ["mm", "degrees", "count", "yes_no", "choice", "text"];
export const checks: FormCheck["check"][] = ["sum", "diagonals", "spread", "at_most"];
export const quantityUnits: QuantityUnit[] = ["square_metre", "metre", "piece"];

export const isNumber = (unit: FieldUnit): boolean => unit === "mm" || unit === "degrees" || unit === "count";
/** How many factors a part of a quantity has, and what they are measured in. */
export const factorsOf = (unit: QuantityUnit): { count: number; unit: FieldUnit } => ({
  count: unit === "square_metre" ? 2 : 1,
  unit: unit === "piece" ? "count" : "mm",
});

const both = (): Localized => ({ zh: "", en: "" });

export const newField = (fresh: Fresh): FieldDraft => ({
  key: fresh("field"),
  name: both(),
  hint: both(),
  unit: "mm",
  choices: [],
  least: "",
  most: "",
  required: true,
});
export const newChoice = (fresh: Fresh): ChoiceDraft => ({ key: fresh("choice"), name: both() });
export const newCheck = (fresh: Fresh): CheckDraft => ({
  id: fresh("check"),
  check: "sum",
  fields: [],
  one: "",
  other: "",
  tolerance: "5",
});
export const newPart = (fresh: Fresh, unit: QuantityUnit): PartDraft => ({
  id: fresh("part"),
  less: false,
  factors: Array.from({ length: factorsOf(unit).count }, () => []),
});
export const newQuantity = (fresh: Fresh): QuantityDraft => ({
  key: fresh("quantity"),
  name: both(),
  unit: "square_metre",
  parts: [newPart(fresh, "square_metre")],
  waste: [],
});
export const newForm = (fresh: Fresh): Draft => ({
  category: fresh("form"),
  name: both(),
  fields: [newField(fresh)],
  checks: [],
  quantities: [],
});

/** A number of a unit as it is typed: whole, of degrees with a tenth; undefined where it is none. */
export function numberOf(text: string, unit: FieldUnit): number | undefined {
  const digits = text.trim().replace(/,/g, "");
  if (unit !== "degrees") return /^\d{1,7}$/.test(digits) ? Number(digits) : undefined;
  return /^\d{1,5}(\.\d)?$/.test(digits) ? Math.round(Number(digits) * 10) : undefined;
}

export const numberText = (number: number, unit: FieldUnit): string =>
  String(unit === "degrees" ? number / 10 : number);

function checkDraft(check: FormCheck, unitOf: (key: string) => FieldUnit, id: string): CheckDraft {
  const draft = { id, check: check.check, fields: [] as string[], one: "", other: "", tolerance: "" };
  if ("tolerance" in check) {
    const first = check.check === "spread" ? check.of[0] : undefined;
    draft.tolerance = numberText(check.tolerance, first ? unitOf(first) : "mm");
  }
  switch (check.check) {
    case "sum":
      return { ...draft, fields: check.parts, one: check.total };
    case "diagonals":
      return { ...draft, fields: check.diagonals, one: check.width, other: check.height };
    case "spread":
      return { ...draft, fields: check.of };
    case "at_most":
      return { ...draft, one: check.less, other: check.than };
  }
}

export function draftOf(content: FormContent, fresh: Fresh): Draft {
  const unitOf = (key: string): FieldUnit => content.fields.find((one) => one.key === key)?.unit ?? "mm";
  return {
    category: content.category,
    name: content.name,
    fields: content.fields.map((one) => ({
      ...one,
      least: one.least === null ? "" : numberText(one.least, one.unit),
      most: one.most === null ? "" : numberText(one.most, one.unit),
    })),
    checks: content.checks.map((one) => checkDraft(one, unitOf, fresh("check"))),
    quantities: content.quantities.map((one) => ({
      ...one,
      parts: one.parts.map((part) => ({ ...part, id: fresh("part") })),
      waste: one.waste.map(({ percent, when }) => ({
        id: fresh("waste"),
        percent: String(percent),
        when: when ? when.join(" ") : "",
      })),
    })),
  };
}

/** The form, as far as every number can be read; else what cannot, by field. What it says is judged by head office. */
export function contentOf(draft: Draft): { content: FormContent } | { faults: Faults } {
  const faults: Faults = {};
  const unitOf = (key: string | undefined): FieldUnit =>
    draft.fields.find((one) => one.key === key)?.unit ?? "mm";
  const read = (path: string, text: string, unit: FieldUnit): number => {
    const number = numberOf(text, unit);
    if (number === undefined) faults[path] = "form_number";
    return number ?? 0;
  };
  const limit = (path: string, text: string, unit: FieldUnit): number | null =>
    text.trim() === "" || !isNumber(unit) ? null : read(path, text, unit);
  const field = (one: FieldDraft, at: number): FormField => ({
    ...one,
    choices: one.unit === "choice" ? one.choices : [],
    least: limit(`fields.${at}.least`, one.least, one.unit),
    most: limit(`fields.${at}.most`, one.most, one.unit),
  });
  const check = (one: CheckDraft, at: number): FormCheck => {
    const path = `checks.${at}.tolerance`;
    const tolerance = (): number =>
      read(path, one.tolerance, one.check === "spread" ? unitOf(one.fields[0]) : "mm");
    switch (one.check) {
      case "sum":
        return { check: "sum", parts: one.fields, total: one.one, tolerance: tolerance() };
      case "diagonals":
        return {
          check: "diagonals",
          width: one.one,
          height: one.other,
          diagonals: one.fields,
          tolerance: tolerance(),
        };
      case "spread":
        return { check: "spread", of: one.fields, tolerance: tolerance() };
      case "at_most":
        return { check: "at_most", less: one.one, than: one.other };
    }
  };
  const quantity = (one: QuantityDraft, at: number): FormQuantity => ({
    key: one.key,
    name: one.name,
    unit: one.unit,
    parts: one.parts.map(({ less, factors }) => ({
      less,
      factors: factors.slice(0, factorsOf(one.unit).count),
    })),
    waste: one.waste.map(({ percent, when }, n) => {
      const [of = "", choice = ""] = when.split(" ");
      const share = read(`quantities.${at}.waste.${n}`, percent, "count");
      return { percent: share, when: when === "" ? null : [of, choice] };
    }),
  });
  const content: FormContent = {
    category: draft.category,
    name: draft.name,
    fields: draft.fields.map(field),
    checks: draft.checks.map(check),
    quantities: draft.quantities.map(quantity),
  };
  return Object.keys(faults).length > 0 ? { faults } : { content };
}
