const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight UTC of a date like 2026-01-31 in seconds; null when the text is no such date. */
export function parseDay(text: string): number | null {
  const ms = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 31 April for 1 May.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return null;
  return ms / 1000;
}
