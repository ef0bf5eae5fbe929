import type { Rhythm } from "@/lib/domain/recommendation";
import type { CatalogueTranslator } from "./catalogue-translator";

/** "7 of the last 9 months, every ~24 days, last 41 days ago": the facts of a rhythm, for saying aloud. */
export function wordRhythm(t: CatalogueTranslator, rhythm: Rhythm | null): string {
  if (rhythm === null) return t("reasons.facts.never");
  const parts: string[] = [];
  if (rhythm.orders === 1) parts.push(t("reasons.facts.orders", { orders: 1 }));
  else if (rhythm.monthsActive > 0) {
    parts.push(t("reasons.facts.months", { active: rhythm.monthsActive, span: rhythm.monthsSpan }));
  } else parts.push(t("reasons.facts.orders", { orders: rhythm.orders }));
  if (rhythm.intervalDays !== null) {
    parts.push(t("reasons.facts.every", { days: Math.max(1, Math.round(rhythm.intervalDays)) }));
  }
  const days = Math.floor(rhythm.daysSinceLast);
  parts.push(days <= 0 ? t("reasons.facts.lastToday") : t("reasons.facts.last", { days }));
  return parts.join(", ");
}
