/**
 * What is looked for in frames and pictures, under the names of the W3C's Barcode Detection API. The same list and the
 * same options as in `crates/codes`: a format that nobody prints on a card or a shelf only adds false reads.
 */
import type { ReaderOptions, ReadResult } from "zxing-wasm/reader";

export type Code = { format: string; text: string };

const NAMES = {
  QRCode: "qr_code",
  DataMatrix: "data_matrix",
  EAN13: "ean_13",
  EAN8: "ean_8",
  UPCA: "upc_a",
  Code128: "code_128",
} as const;

type Name = keyof typeof NAMES;

export const OPTIONS: ReaderOptions = {
  formats: Object.keys(NAMES) as Name[],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
};

type Found = Pick<ReadResult, "format" | "text" | "position">;

function code({ format, text }: Found): Code {
  // The bars of a UPC-A are those of an EAN-13 that begins with zero; the engine names either.
  const upc = (format === "UPCA" || format === "EAN13") && text.length === 13 && text.startsWith("0");
  return upc
    ? { format: NAMES.UPCA, text: text.slice(1) }
    : { format: NAMES[format as Name] ?? format, text };
}

/** Each text once, the one nearest the middle of the picture first: that is what somebody aims at. */
export function codes(found: Found[], width: number, height: number): Code[] {
  const off = ({ position: { topLeft, bottomRight } }: Found): number =>
    Math.hypot(topLeft.x + bottomRight.x - width, topLeft.y + bottomRight.y - height);
  const sorted = [...found].sort((a, b) => off(a) - off(b)).map(code);
  return sorted.filter((one, at) => sorted.findIndex((other) => other.text === one.text) === at);
}
