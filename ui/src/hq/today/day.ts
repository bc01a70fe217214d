/** The day in figures. */
import type { ConsoleToday, Localized, Money, WorkStep } from "../../host/console";

export type Redemption = ConsoleToday["redemptions"][number];
export type Appointment = ConsoleToday["appointments"][number];

/** What the redemptions are worth, each currency by itself, the largest first. */
export function worth(redemptions: Redemption[]): Money[] {
  const sums = new Map<string, number>();
  for (const { value } of redemptions)
    sums.set(value.currency, (sums.get(value.currency) ?? 0) + value.minor);
  return [...sums].map(([currency, minor]) => ({ minor, currency })).sort((a, b) => b.minor - a.minor);
}

export type ChannelCount = { channel: Localized | null; final: number; provisional: number };

/** Redemptions by channel, most first; what does not fit in `rows` is one row without a name. */
export function byChannel(redemptions: Redemption[], rows: number): ChannelCount[] {
  const counts = new Map<string, ChannelCount>();
  for (const { channel, finality } of redemptions) {
    const key = `${channel.zh}\n${channel.en}`;
    const one = counts.get(key) ?? { channel, final: 0, provisional: 0 };
    if (finality.kind === "final") one.final++;
    else one.provisional++;
    counts.set(key, one);
  }
  const all = [...counts.values()].sort((a, b) => total(b) - total(a));
  if (all.length <= rows) return all;
  const rest = { channel: null, final: 0, provisional: 0 };
  for (const one of all.slice(rows - 1)) {
    rest.final += one.final;
    rest.provisional += one.provisional;
  }
  return [...all.slice(0, rows - 1), rest];
}

export const total = (one: ChannelCount): number => one.final + one.provisional;

export const steps: WorkStep[] = [
  "planned",
  "accepted",
  "on_the_way",
  "on_site",
  "done",
  "failed",
  "cancelled",
];

export function byStep(appointments: Appointment[]): { step: WorkStep; count: number }[] {
  return steps.map((step) => ({ step, count: appointments.filter((one) => one.step === step).length }));
}
