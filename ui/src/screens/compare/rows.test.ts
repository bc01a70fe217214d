import { describe, expect, it } from "vitest";
import type { Localized, ProductSheet, VariantSheet } from "../../host";
import { normalised } from "./quantity";
import { compare, type Side, type Words } from "./rows";

const text = (zh: string, en = ""): Localized => ({ zh, en });
const words: Words = {
  say: (both) => both.zh || both.en,
  saidIn: (both) => (both.zh ? undefined : "en"),
  common: [{ key: "brand", name: "品牌", of: ({ product }) => product.brand }],
};
function side(brand: string, attributes: [Localized, Localized][], colour?: string): Side {
  const product = {
    brand,
    options: colour ? [{ name: text("颜色"), values: [text("别的"), text(colour)] }] : [],
    attributes: attributes.map(([name, value]) => ({ name, value })),
  } as unknown as ProductSheet;
  return { product, variant: { choice: colour ? [1] : [] } as unknown as VariantSheet };
}
const table = (left: Side, right: Side): [string, string, string, boolean][] =>
  compare(left, right, words).map((row) => [
    row.name,
    row.cells[0]?.text ?? "-",
    row.cells[1]?.text ?? "-",
    row.differs,
  ]);

describe("two products side by side", () => {
  it("have a row for everything that either has, shared ones first", () => {
    const left = side(
      "松间",
      [
        [text("宽", "Width"), text("60 cm")],
        [text("材质"), text("橡木")],
      ],
      "白",
    );
    const right = side(
      "松间",
      [
        [text("保修"), text("五年")],
        [text("宽"), text("600mm")],
      ],
      "灰",
    );
    expect(table(left, right)).toEqual([
      ["品牌", "松间", "松间", false],
      ["颜色", "白", "灰", true],
      ["宽", "60 cm", "600mm", false],
      ["材质", "橡木", "-", true],
      ["保修", "-", "五年", true],
    ]);
  });
  it("leave out what neither says, and join what one says twice", () => {
    const left = side("", [
      [text("认证"), text("CE")],
      [text("认证"), text("CCC")],
      [text("认证"), text("CE")],
      [text("空"), text("")],
    ]);
    expect(table(left, side("", []))).toEqual([["认证", "CE、CCC", "-", true]]);
  });
  it("of the same product differ in nothing", () => {
    const one = side("松间", [[text("宽"), text("60 cm")]], "白");
    expect(compare(one, one, words).some((row) => row.differs)).toBe(false);
  });
});

describe("values with units", () => {
  it.each([
    ["60 cm", "600 mm"],
    ["1.2m", "1,200 毫米"],
    ["80×200 cm", "80 x 200cm"],
    ["0.5 kg", "500 克"],
    ["1,016 mm", "101.6 cm"],
    ["Oak", "OAK "],
  ])("%s is %s", (one, other) => expect(normalised(one)).toBe(normalised(other)));
  it.each([
    ["60 cm", "60 mm"],
    ["500 g", "500 ml"],
    ["5 年", "5 月"],
    ["10 m", "1 0"],
  ])("%s is not %s", (one, other) => expect(normalised(one)).not.toBe(normalised(other)));
});
