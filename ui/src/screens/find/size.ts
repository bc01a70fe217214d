/** Sizes as they are typed: whole millimetres, with or without a comma. */
import type { Size } from "../../host";

function millimetres(typed: string): number | undefined {
  const plain = typed.replace(/[\s,，]|mm$/g, "");
  const value = Number(plain);
  return /^\d+$/.test(plain) && value > 0 ? value : undefined;
}

/** The size, once all of it is there; `long` needs no height. */
export function sizeOf(width: string, height: string, long: boolean): Size | undefined {
  const width_mm = millimetres(width);
  const height_mm = long ? 0 : millimetres(height);
  return width_mm === undefined || height_mm === undefined ? undefined : { width_mm, height_mm };
}
