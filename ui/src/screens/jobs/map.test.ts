import { describe, expect, it } from "vitest";
import { mapLink } from "./map";

describe("mapLink", () => {
  it("opens the phone's own map where there is one", () => {
    expect(mapLink("a b", "Android 10")).toBe("geo:0,0?q=a%20b");
    expect(mapLink("a", "iPhone")).toContain("maps.apple.com");
    expect(mapLink("桂语轩 6 幢", "X11; Linux")).toBe(
      `https://uri.amap.com/search?keyword=${encodeURIComponent("桂语轩 6 幢")}`,
    );
  });
});
