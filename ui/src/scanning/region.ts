/** Which part of a camera's frame is read: what stands inside the drawn corners, nothing that nobody sees. */
export type Size = { width: number; height: number };
export type Region = Size & { x: number; y: number };

/** The part of the view between the corners, of its width and of its height. */
export const AIM = 0.84;

/**
 * The pixels of a frame inside the corners of a view that the frame covers (`object-fit: cover`), whole pixels.
 * `null` while there is no frame or no view.
 */
export function region(frame: Size, view: Size): Region | null {
  if (!(frame.width > 0 && frame.height > 0 && view.width > 0 && view.height > 0)) return null;
  const scale = Math.max(view.width / frame.width, view.height / frame.height);
  const width = Math.max(1, Math.floor((view.width / scale) * AIM));
  const height = Math.max(1, Math.floor((view.height / scale) * AIM));
  return {
    x: Math.floor((frame.width - width) / 2),
    y: Math.floor((frame.height - height) / 2),
    width: Math.min(width, frame.width),
    height: Math.min(height, frame.height),
  };
}
