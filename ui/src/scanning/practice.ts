/**
 * A picture of a code as long as a card's, to read before anybody waits: an engine compiles what it runs for the first
 * time, which would make the first card take several times as long as all later ones.
 */
import { encode } from "uqr";

const LENGTH = 147;
/** Pixels of a module. */
const SCALE = 6;

export function practicePicture(): ImageData {
  const { data, size } = encode("TENON ".repeat(LENGTH).slice(0, LENGTH), { border: 4 });
  const side = size * SCALE;
  const picture = new ImageData(side, side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const dark = data[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)];
      picture.data.set(dark ? [0, 0, 0, 255] : [255, 255, 255, 255], 4 * (y * side + x));
    }
  return picture;
}
