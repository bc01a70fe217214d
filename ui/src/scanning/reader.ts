/** The one worker that reads codes. It is started when somebody may scan soon and kept: loading it takes a while. */
import type { Code } from "./formats";
import { practicePicture } from "./practice";
import type { Answered, Asked } from "./worker";

type Waiting = { done: (codes: Code[]) => void; failed: (why: Error) => void };

let worker: Worker | undefined;
let warm: Promise<unknown> | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Gets ready to read at once: the worker runs and has read a picture. */
export function warmReader(): Promise<unknown> {
  warm ??= readCodes(practicePicture()).catch((failure: unknown) => {
    warm = undefined;
    throw failure;
  });
  return warm;
}

function running(): Worker {
  if (worker) return worker;
  const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<Answered>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("codes" in data) asked?.done(data.codes);
    else asked?.failed(new Error(data.fault));
  };
  started.onerror = (event) => {
    // What does not start now may start at the next attempt.
    worker = warm = undefined;
    started.terminate();
    for (const asked of waiting.values()) asked.failed(new Error(event.message));
    waiting.clear();
  };
  worker = started;
  return started;
}

/** The codes in a picture, the one nearest its middle first. Takes the pixels away from the caller. */
export function readCodes(picture: ImageData): Promise<Code[]> {
  const { data, width, height } = picture;
  const asked: Asked = { id: ++last, pixels: data.buffer, width, height };
  return new Promise((done, failed) => {
    waiting.set(asked.id, { done, failed });
    running().postMessage(asked, [asked.pixels]);
  });
}
