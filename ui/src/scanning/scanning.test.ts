import { describe, expect, it } from "vitest";
import { AWAY_MS, look, type Seen } from "./again";
import { codes } from "./formats";
import { AIM, region } from "./region";

describe("the part of a frame that is read", () => {
  const wide = { width: 1280, height: 720 };

  it("is what stands between the corners of the view", () => {
    const part = region(wide, { width: 400, height: 300 });
    expect(part).toEqual({ x: 237, y: 58, width: Math.floor(960 * AIM), height: Math.floor(720 * AIM) });
  });
  it("lies within the frame, in the middle, in the proportions of the view, whatever both are", () => {
    for (const frame of [
      wide,
      { width: 720, height: 1280 },
      { width: 1, height: 1 },
      { width: 641, height: 479 },
    ])
      for (const view of [
        { width: 400, height: 300 },
        { width: 90, height: 900 },
        { width: 1, height: 3 },
      ]) {
        const part = region(frame, view);
        if (!part) throw new Error("there is a frame and a view");
        expect(part.x).toBeGreaterThanOrEqual(0);
        expect(part.y).toBeGreaterThanOrEqual(0);
        expect(part.x + part.width).toBeLessThanOrEqual(frame.width);
        expect(part.y + part.height).toBeLessThanOrEqual(frame.height);
        expect(Math.abs(frame.width - part.width - 2 * part.x)).toBeLessThanOrEqual(1);
        expect(Math.abs(frame.height - part.height - 2 * part.y)).toBeLessThanOrEqual(1);
      }
  });
  it("is nothing before the first frame and in a view that is not shown", () => {
    expect(region({ width: 0, height: 0 }, wide)).toBeNull();
    expect(region(wide, { width: 0, height: 300 })).toBeNull();
  });
});

describe("a code in front of the camera", () => {
  const told = (frames: [string | null, number][]): boolean[] => {
    let seen: Seen = null;
    return frames.map(([text, at_ms]) => {
      const next = look(seen, text, at_ms);
      seen = next.seen;
      return next.fresh;
    });
  };

  it("is new once while it is held there, even if a frame misses it", () => {
    expect(
      told([
        ["a", 0],
        ["a", 40],
        [null, 80],
        ["a", 120],
        ["a", 1_600],
      ]),
    ).toEqual([true, false, false, false, false]);
  });
  it("is new again after it was away", () => {
    expect(
      told([
        ["a", 0],
        [null, 40],
        ["a", 40 + AWAY_MS],
      ]),
    ).toEqual([true, false, true]);
  });
  it("is new when it is another", () => {
    expect(
      told([
        ["a", 0],
        ["b", 40],
        ["a", 80],
      ]),
    ).toEqual([true, true, true]);
  });
});

describe("codes of a picture", () => {
  const at = (x: number, y: number, text: string, format = "QRCode") => {
    const corner = (dx: number, dy: number) => ({ x: x + dx, y: y + dy });
    const position = {
      topLeft: corner(-5, -5),
      topRight: corner(5, -5),
      bottomLeft: corner(-5, 5),
      bottomRight: corner(5, 5),
    };
    return { format, text, position } as Parameters<typeof codes>[0][number];
  };

  it("begin with the one in the middle, each text once", () => {
    const found = [at(10, 10, "edge"), at(52, 48, "middle"), at(90, 90, "edge")];
    expect(codes(found, 100, 100).map((one) => one.text)).toEqual(["middle", "edge"]);
  });
  it("name a UPC-A by its twelve digits, whichever name the engine gives it", () => {
    for (const format of ["EAN13", "UPCA"])
      expect(codes([at(0, 0, "0036000291452", format)], 9, 9)).toEqual([
        { format: "upc_a", text: "036000291452" },
      ]);
    expect(codes([at(0, 0, "6901234567892", "EAN13")], 9, 9)[0]?.format).toBe("ean_13");
  });
});
