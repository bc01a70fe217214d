/** What is said once: read aloud, or shown for a moment at the foot. */
let polite = $state("");
let urgent = $state("");
/** What can be done about it while it is shown. */
export type SnackAct = { name: string; act: () => unknown };

let snack = $state.raw<{ text: string; act: SnackAct | null } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

const SNACK_MS = 6000;

export const announced = {
  get polite(): string {
    return polite;
  },
  get urgent(): string {
    return urgent;
  },
  get snack(): { text: string; act: SnackAct | null } | null {
    return snack;
  },
};

export function announce(text: string): void {
  polite = text;
}

export function announceUrgently(text: string): void {
  urgent = text;
}

export function showSnack(text: string, act: SnackAct | null = null): void {
  snack = { text, act };
  clearTimeout(timer);
  timer = setTimeout(() => (snack = null), SNACK_MS);
}

export function clearSnack(): void {
  clearTimeout(timer);
  snack = null;
}
