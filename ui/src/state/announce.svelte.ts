/** What is said once: read aloud, or shown for a moment at the foot. */
let polite = $state("");
let urgent = $state("");
let snack = $state<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

const SNACK_MS = 6000;

export const announced = {
  get polite(): string {
    return polite;
  },
  get urgent(): string {
    return urgent;
  },
  get snack(): string | null {
    return snack;
  },
};

export function announce(text: string): void {
  polite = text;
}

export function announceUrgently(text: string): void {
  urgent = text;
}

export function showSnack(text: string): void {
  snack = text;
  clearTimeout(timer);
  timer = setTimeout(() => (snack = null), SNACK_MS);
}
