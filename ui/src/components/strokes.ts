/** The pen's way over a field, as it is kept: thousandths of the field's width, x and y in turn. */

/** Points of one signature at most; what is written longer is kept up to here. */
export const POINTS = 4500;

export type Strokes = number[][];

/** A point of the field; `null` where the signature is full. */
export function point(strokes: Strokes, x: number, y: number, width: number): [number, number] | null {
  if (width <= 0 || strokes.reduce((sum, one) => sum + one.length / 2, 0) >= POINTS) return null;
  const thousandths = (at: number): number => Math.min(4000, Math.max(0, Math.round((at / width) * 1000)));
  return [thousandths(x), thousandths(y)];
}

/** An SVG path over a field that is 1000 wide. */
export function path(strokes: Strokes): string {
  return strokes
    .map((stroke) => {
      const points: string[] = [];
      for (let at = 0; at + 1 < stroke.length; at += 2) points.push(`${stroke[at]} ${stroke[at + 1]}`);
      return points.length === 1 ? `M${points[0]}h0.1` : `M${points.join("L")}`;
    })
    .join("");
}

/** Whether somebody wrote, and did not only touch the field. */
export function written(strokes: Strokes): boolean {
  return strokes.some((stroke) => stroke.length >= 6);
}
