import { DAY_SEC } from "@/lib/domain/snapshot";

/** Days between a purchase and the as-of instant, fractional: the one place that says what a day is. */
export function daysSince(timeSec: number, asOfSec: number): number {
  return (asOfSec - timeSec) / DAY_SEC;
}
