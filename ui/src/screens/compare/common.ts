/** The rows that every product has, in words. Price and stock are by the tablet's own engine. */
import { fmt, say, t } from "../../messages/index.svelte";
import type { Words } from "./rows";

export function common(): Words["common"] {
  return [
    {
      key: "price",
      name: t("compare.price"),
      of: ({ product, variant }) =>
        t("why.per_unit", {
          price: fmt.money(variant.price_minor, variant.currency),
          unit: t(`unit.${product.unit}`) + (variant.largest === null ? "" : t("product.from")),
        }),
    },
    {
      key: "was",
      name: t("compare.was"),
      of: ({ variant }) => (variant.was_minor === null ? "" : fmt.money(variant.was_minor, variant.currency)),
    },
    {
      key: "promotion",
      name: t("product.promotion"),
      of: ({ product: { promotion } }) => (promotion ? say(promotion.name) : ""),
    },
    {
      key: "stock",
      name: t("product.stock"),
      of: ({ variant }) => t(variant.in_stock ? "product.stock.in" : "product.stock.out"),
    },
    {
      key: "brand",
      name: t("product.brand"),
      of: ({ product }) => (product.brand === "" ? null : { text: product.brand, lang: "zh-CN" }),
    },
    { key: "category", name: t("product.category"), of: ({ product }) => say(product.category.name) },
    {
      key: "route",
      name: t("product.route"),
      of: ({ product }) => t(`product.route.${product.service_route}`),
    },
    {
      key: "sizes",
      name: t("compare.largest"),
      of: ({ variant: { largest } }) =>
        largest === null ? "" : `${fmt.exact(largest.width_mm)} × ${fmt.exact(largest.height_mm)} mm`,
    },
  ];
}
