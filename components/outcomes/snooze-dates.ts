const DAY_MS = 86_400_000;

/** What "not now" offers, nearest first. Words: `outcomes.snooze.{unit}`. */
export const SNOOZES = [
  { unit: "weeks", count: 1, days: 7 },
  { unit: "weeks", count: 2, days: 14 },
  { unit: "months", count: 1, days: 30 },
  { unit: "months", count: 3, days: 91 },
] as const;

export type Snooze = (typeof SNOOZES)[number];

/** The ISO date so many days after the instant, UTC. */
export const dateAfter = (nowMs: number, days: number) => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
