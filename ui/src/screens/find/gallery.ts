import type { ProductSheet, ShownPicture, VariantSheet } from "../../host";

/** A picture that head office has. */
export type Shot = { thumb: string; large: string };

/** What the gallery shows: the variant's picture first, each once; addresses that are not fetched yet are left out. */
export function shotsOf(product: ProductSheet, variant: VariantSheet | undefined): Shot[] {
  const all: (ShownPicture | null | undefined)[] = [variant?.picture, ...product.pictures];
  const shots = new Map<string, Shot>();
  for (const picture of all) {
    if (picture?.thumb && picture.large && !shots.has(picture.large))
      shots.set(picture.large, { thumb: picture.thumb, large: picture.large });
  }
  return [...shots.values()];
}
