/** Reads pictures beside the screens, so that a finger never waits for a frame. */
import "../legacy";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import { codes, OPTIONS, type Code } from "./formats";

export type Asked = { id: number; pixels: ArrayBuffer; width: number; height: number };
export type Answered = { id: number; codes: Code[] } | { id: number; fault: string };

// Loading begins with the worker, before the first frame is there.
prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true }).catch(console.error);

self.onmessage = async ({ data: { id, pixels, width, height } }: MessageEvent<Asked>): Promise<void> => {
  let answer: Answered;
  try {
    const picture = new ImageData(new Uint8ClampedArray(pixels), width, height);
    answer = { id, codes: codes(await readBarcodes(picture, OPTIONS), width, height) };
  } catch (failure) {
    answer = { id, fault: String(failure) };
  }
  self.postMessage(answer);
};
