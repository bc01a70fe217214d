/** A share in percent. All but everything is never written as 100, nothing but a little never as 0. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === whole) return "100%";
  const percent = Math.floor((part / whole) * 1000) / 10;
  if (percent === 0 && part > 0) return "<0.1%";
  return `${percent}%`;
}
