/** Two high notes for yes, one low note for no, with a matching buzz where the device can. */
import { settings } from "./settings.svelte";

const HIGH_HZ = 1320;
const LOW_HZ = 220;
const NOTE_S = 0.09;

let context: AudioContext | undefined;

function note(hz: number, after: number, length: number): void {
  if (!context) return;
  const tone = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime + after;
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(0.15, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + length);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + length);
}

export function signal(good: boolean): void {
  if (!settings.sound || !("AudioContext" in window)) return;
  context ??= new AudioContext();
  if (good) {
    note(HIGH_HZ, 0, NOTE_S);
    note(HIGH_HZ, NOTE_S * 1.6, NOTE_S);
  } else note(LOW_HZ, 0, NOTE_S * 4);
  if ("vibrate" in navigator) navigator.vibrate(good ? [40, 60, 40] : 300);
}
