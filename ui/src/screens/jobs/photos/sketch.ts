/** A sketch on squared paper: what is painted is what is kept. */
import { path } from "../../../components/strokes";
import type { DrawnMark } from "../../../host";

/** The picture's width and height in pixels. */
const SIDE = 1600;
/** A cell of the paper, in thousandths of its width: wide enough for a finger on a phone. */
export const CELL = 40;
/** Lines of a sketch at most. */
export const LINES = 200;

/** Paper and ink, the same by day and by night: the picture is looked at elsewhere too. */
const PAPER = "#ffffff";
const RULED = "#d5dde3";
const RULED_FIFTH = "#a9b7c1";
const INK = "#16202a";

/** The half of the way along a line, where its word stands. */
export function middle(stroke: number[]): [number, number] {
  const points = stroke.length / 2;
  const at = Math.floor((points - 1) / 2) * 2;
  const [x = 0, y = 0, toX = x, toY = y] = stroke.slice(at, at + 4);
  return points % 2 === 0 ? [(x + toX) / 2, (y + toY) / 2] : [x, y];
}

/** Paints the paper, the lines with their words, and `foot` below them. */
export function paint(canvas: HTMLCanvasElement, lines: DrawnMark[], foot: string): void {
  // Its size makes a canvas anew: once, not at every point of a line.
  if (canvas.width !== SIDE) [canvas.width, canvas.height] = [SIDE, SIDE];
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.setTransform(SIDE / 1000, 0, 0, SIDE / 1000, 0, 0);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, 1000, 1000);
  for (let at = 0; at <= 1000; at += CELL) {
    pen.fillStyle = at % (5 * CELL) === 0 ? RULED_FIFTH : RULED;
    pen.fillRect(at - 1, 0, 2, 1000);
    pen.fillRect(0, at - 1, 1000, 2);
  }
  pen.strokeStyle = INK;
  pen.lineWidth = 5;
  pen.lineCap = pen.lineJoin = "round";
  for (const { stroke } of lines) pen.stroke(new Path2D(path([stroke])));
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (const { stroke, text } of lines) write(pen, text, ...middle(stroke), 36);
  pen.textAlign = "left";
  write(pen, foot, 12, 980, 20);
}

/** Writes on a strip of paper, so that lines do not run through the word. */
function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, size: number): void {
  if (!text) return;
  pen.font = `${size}px system-ui, sans-serif`;
  const width = pen.measureText(text).width + 8;
  const left = pen.textAlign === "center" ? x - width / 2 : x - 4;
  pen.fillStyle = PAPER;
  pen.fillRect(left, y - size * 0.65, width, size * 1.3);
  pen.fillStyle = INK;
  pen.fillText(text, x, y);
}

/** The picture's file. */
export const fileOf = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, "image/png"));
