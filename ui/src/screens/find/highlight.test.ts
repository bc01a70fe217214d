import { describe, expect, it } from "vitest";
import { highlight } from "./highlight";

describe("highlight", () => {
  it("underlines every word of the query, whatever its case", () => {
    expect(highlight("松间 L 型橱柜 哑光白", "橱柜 白 l")).toEqual([
      { text: "松间 ", matched: false },
      { text: "L", matched: true },
      { text: " 型", matched: false },
      { text: "橱柜", matched: true },
      { text: " 哑光", matched: false },
      { text: "白", matched: true },
    ]);
  });
  it("leaves a title alone when nothing matches", () => {
    expect(highlight("松间", "cg")).toEqual([{ text: "松间", matched: false }]);
  });
  it("puts the title together again", () => {
    const title = "Hillhouse solid-wood sideboard";
    expect(
      highlight(title, "wood o")
        .map((part) => part.text)
        .join(""),
    ).toBe(title);
  });
});
