/** Pictures and videos of codes, drawn here: what a customer's card looks like in front of a camera. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

const PAPER = 235;
const INK = 20;
const TABLE = 120;

/** Grey pixels: a table with cards on it, each a code on paper. */
export function photo({ width, height, cards }) {
  const drawn = cards.map(({ text, at: [x, y], side, turn = 0 }) => {
    const { data, size } = encode(text, { border: 4 });
    return { data, size, x, y, side, cos: Math.cos(turn), sin: Math.sin(turn) };
  });
  const grey = Buffer.alloc(width * height, TABLE);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (const card of drawn) {
        const [dx, dy] = [x - card.x, y - card.y];
        const across = Math.floor(((dx * card.cos + dy * card.sin) / card.side + 0.5) * card.size);
        const down = Math.floor(((dy * card.cos - dx * card.sin) / card.side + 0.5) * card.size);
        const dark = card.data[down]?.[across];
        // Light falls from the left.
        if (dark !== undefined)
          grey[y * width + x] = (dark ? INK : PAPER) - Math.round((40 * x) / width) * !dark;
      }
  return grey;
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG file of grey pixels. */
export function png(grey, width, height) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.from([0]), grey.subarray(y * width, (y + 1) * width)]),
  );
  const parts = [
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

const [WIDE, HIGH, RATE] = [640, 480, 20];
/** Frames that one card is held there. */
const HELD = 60;

/** A video, as Chromium plays it into a fake camera: one card after the other, each drifting and turning a little. */
export async function video(path, texts) {
  const file = createWriteStream(path);
  const colour = Buffer.alloc((WIDE * HIGH) / 2, 128);
  file.write(`YUV4MPEG2 W${WIDE} H${HIGH} F${RATE}:1 Ip A1:1 C420jpeg\n`);
  for (const text of texts)
    for (let frame = 0; frame < HELD; frame++) {
      const sway = Math.sin((frame / HELD) * 2 * Math.PI);
      const card = {
        text,
        at: [WIDE / 2 + 14 * sway, HIGH / 2 + 6 * sway],
        side: 330,
        turn: 0.05 + 0.1 * sway,
      };
      file.write("FRAME\n");
      file.write(photo({ width: WIDE, height: HIGH, cards: [card] }));
      file.write(colour);
    }
  file.end();
  await once(file, "finish");
  return path;
}
