import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { qrPath } from "./qr";

/** The modules that a path of rectangles one high covers. */
function painted(path: string, size: number): boolean[][] {
  const modules = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  return modules;
}

describe("the path of a QR code", () => {
  it.each(["https://www.example.com/p/kitchen-1016", "https://例子.cn/商品/橱柜?颜色=白"])(
    "paints exactly the dark modules of %s",
    (text) => {
      const { size, path } = qrPath(text);
      expect(painted(path, size)).toEqual(encode(text, { ecc: "M", border: 4 }).data);
    },
  );
  it("leaves the quiet zone free", () => {
    const { size, path } = qrPath("https://www.example.com/");
    const dark = painted(path, size).flatMap((row, y) => row.flatMap((on, x) => (on ? [x, y] : [])));
    expect(Math.min(...dark)).toBe(4);
    expect(Math.max(...dark)).toBe(size - 5);
  });
});
