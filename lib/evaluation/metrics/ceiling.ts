/** What an oracle gets: min(k, relevant) / k for precision; for recall min(k, relevant) / relevant. */
export function precisionCeiling(k: number, relevant: number): number {
  return Math.min(k, relevant) / k;
}
export function recallCeiling(k: number, relevant: number): number {
  return Math.min(k, relevant) / relevant;
}
