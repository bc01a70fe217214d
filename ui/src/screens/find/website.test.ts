import { describe, expect, it } from "vitest";
import { websitePage } from "./website";

describe("the page on the website", () => {
  it("is shown without what nobody reads aloud", () => {
    const link = "https://www.example.com/p/%E6%A9%B1%E6%9F%9C-1?ref=feed";
    expect(websitePage(link)).toEqual({ address: link, shown: "example.com/p/橱柜-1" });
    expect(websitePage("http://shop.example/")?.shown).toBe("shop.example");
    expect(websitePage("https://shop.example/%E6%A9")?.shown).toBe("shop.example/%E6%A9");
  });
  it.each([
    null,
    "",
    "javascript:alert(1)",
    "/p/1",
    "ftp://shop.example/p",
    `https://a.example/${"x".repeat(600)}`,
  ])("is none for %s", (link) => expect(websitePage(link)).toBeUndefined());
});
