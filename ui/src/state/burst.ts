/**
 * Tells a scanner gun from fingers: a gun types at least six characters with gaps under 35 ms and ends with
 * Enter. Pure; the listener feeds it key presses with their times.
 */
export const LEAST_LENGTH = 6;
export const LONGEST_GAP_MS = 35;

export type Burst = { text: string; last_ms: number };

export type Step = {
  burst: Burst | null;
  /** A whole code, on its Enter. */ code: string | null;
  /** This key began a burst. */ began: boolean;
};

export function step(burst: Burst | null, key: string, at_ms: number): Step {
  const follows = burst !== null && at_ms - burst.last_ms < LONGEST_GAP_MS;
  if (key === "Enter") {
    const code = follows && burst.text.length >= LEAST_LENGTH ? burst.text : null;
    return { burst: null, code, began: false };
  }
  // Shift and other modifiers come between the characters of a code and say nothing themselves.
  if (key.length > 1)
    return { burst: follows ? { ...burst, last_ms: at_ms } : null, code: null, began: false };
  if (follows) return { burst: { text: burst.text + key, last_ms: at_ms }, code: null, began: false };
  return { burst: { text: key, last_ms: at_ms }, code: null, began: true };
}
