/** The height of a picture that has come as a share of its width. */
export function ratioOf({ currentTarget }: Event): number {
  if (!(currentTarget instanceof HTMLImageElement) || currentTarget.naturalWidth === 0) return 1;
  return currentTarget.naturalHeight / currentTarget.naturalWidth;
}
