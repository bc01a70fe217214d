/** Frames of a running video, each read before the next is taken: always the newest, never a queue. */
import type { Code } from "./formats";
import { readCodes, warmReader } from "./reader";
import { region, type Region } from "./region";

type Watch = {
  video: HTMLVideoElement;
  /** Whether frames are to be read now. */
  wanted: () => boolean;
  /** What a frame shows; `began` is when it was taken, by `performance.now()`. */
  onread: (codes: Code[], began: number) => void;
  onfault: (failure: unknown) => void;
};

/** Looks at frames until the answer is called. */
export function watchFrames({ video, wanted, onread, onfault }: Watch): () => void {
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  let stopped = false;

  async function next(): Promise<void> {
    if (stopped) return;
    const part = wanted()
      ? region(source(video), { width: video.clientWidth, height: video.clientHeight })
      : null;
    if (part && paper) {
      const began = performance.now();
      try {
        const codes = await readCodes(cut(paper, video, part));
        if (!stopped && wanted()) onread(codes, began);
      } catch (failure) {
        if (!stopped) return onfault(failure);
      }
    }
    soon(video, next);
  }
  // A frame that waits for the reader to be loaded is an old one.
  warmReader().then(
    () => soon(video, next),
    (failure: unknown) => !stopped && onfault(failure),
  );
  return () => (stopped = true);
}

const source = (video: HTMLVideoElement): { width: number; height: number } => ({
  width: video.videoWidth,
  height: video.videoHeight,
});

function cut(paper: CanvasRenderingContext2D, video: HTMLVideoElement, part: Region): ImageData {
  const { x, y, width, height } = part;
  if (paper.canvas.width !== width) paper.canvas.width = width;
  if (paper.canvas.height !== height) paper.canvas.height = height;
  paper.drawImage(video, x, y, width, height, 0, 0, width, height);
  return paper.getImageData(0, 0, width, height);
}

/** At the next frame of a running video; a paused one has none, so the screen's own beat is asked then. */
function soon(video: HTMLVideoElement, then: () => Promise<void>): void {
  const own = "requestVideoFrameCallback" in video && !video.paused;
  if (own) video.requestVideoFrameCallback(() => void then());
  else requestAnimationFrame(() => void then());
}
