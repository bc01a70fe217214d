/** A QR code as one path of an SVG, a unit a module, with the quiet zone of four modules that readers need. */
import { encode } from "uqr";

export type QrPath = { size: number; path: string };

export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  let path = "";
  data.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const from = x;
      while (row[x]) x++;
      if (x > from) path += `M${from} ${y}h${x - from}v1H${from}z`;
    }
  });
  return { size, path };
}
