import { describe, expect, it } from "vitest";
import type { ProductSheet, ShownPicture, VariantSheet } from "../../host";
import { shotsOf } from "./gallery";

const picture = (name: string, here = true): ShownPicture => ({
  source: `https://x/${name}`,
  thumb: here ? `${name}-s` : null,
  large: here ? `${name}-l` : null,
});
const product = { pictures: [picture("a"), picture("b", false), picture("c")] } as ProductSheet;

describe("the gallery", () => {
  it("shows the variant's picture first, and each once", () => {
    const variant = { picture: picture("c") } as VariantSheet;
    expect(shotsOf(product, variant).map((shot) => shot.large)).toEqual(["c-l", "a-l"]);
  });
  it("leaves out what head office has not fetched", () => {
    expect(shotsOf(product, undefined).map((shot) => shot.thumb)).toEqual(["a-s", "c-s"]);
    expect(shotsOf({ pictures: [picture("b", false)] } as ProductSheet, undefined)).toEqual([]);
  });
});
