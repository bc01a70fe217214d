/** A picture file, unpacked by the browser within bounds. */
import { readCodes } from "./reader";
import type { Code } from "./formats";

const MOST_BYTES = 25_000_000;
/** More than a phone's camera makes; larger ones are cut by whoever has them. */
const MOST_PIXELS = 50_000_000;
/** On its longer side a picture is read with at most so many pixels. */
const SIDE = 4096;

export type PictureAnswer =
  | { kind: "codes"; codes: Code[] }
  /** `unread`: no picture, damaged, or of a kind that this window does not know. */
  | { kind: "empty" | "large" | "unread" };

/** The codes in a picture file. */
export async function readPicture(file: Blob): Promise<PictureAnswer> {
  if (file.size > MOST_BYTES) return { kind: "large" };
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { kind: "unread" };
  }
  try {
    if (bitmap.width * bitmap.height > MOST_PIXELS) return { kind: "large" };
    const pixels = onWhite(bitmap);
    const codes = pixels ? await readCodes(pixels) : [];
    return codes.length > 0 ? { kind: "codes", codes } : { kind: "empty" };
  } finally {
    bitmap.close();
  }
}

function onWhite(bitmap: ImageBitmap): ImageData | null {
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  if (!paper) return null;
  paper.fillStyle = "white";
  paper.fillRect(0, 0, width, height);
  paper.drawImage(bitmap, 0, 0, width, height);
  return paper.getImageData(0, 0, width, height);
}

/** The first picture among what was dropped or pasted. */
export function pictureIn(given: DataTransfer | null): File | null {
  return [...(given?.files ?? [])].find((file) => file.type.startsWith("image/")) ?? null;
}
