import type { Reason, ReasonKey } from "@/lib/domain/recommendation";
import { SEGMENTS } from "@/lib/domain/segment";
import type { CatalogueTranslator } from "./catalogue-translator";

/** The fuller sentence of a reason: used when the reason carries every value that it needs. */
const DETAILED: Record<ReasonKey, { message: string; needs: readonly string[] }> = {
  due: { message: "reasons.sentence.due_interval", needs: ["intervalDays"] },
  overdue: { message: "reasons.sentence.overdue_days", needs: ["daysOverdue", "intervalDays"] },
  upcoming: { message: "reasons.sentence.upcoming_days", needs: ["daysToGo"] },
  lapsed: { message: "reasons.sentence.lapsed_days", needs: ["daysSinceLast"] },
  bought_once: { message: "reasons.sentence.bought_once_days", needs: ["daysSinceLast"] },
  goes_with: { message: "reasons.sentence.goes_with_product", needs: ["product"] },
  similar_customers: { message: "reasons.sentence.similar_customers_count", needs: ["customers"] },
  popular_in_segment: {
    message: "reasons.sentence.popular_in_segment_count",
    needs: ["customers", "groupCustomers", "group"],
  },
  popular_in_region: {
    message: "reasons.sentence.popular_in_region_count",
    needs: ["customers", "groupCustomers", "group"],
  },
  popular_overall: { message: "reasons.sentence.popular_overall_count", needs: ["customers", "groupCustomers"] },
};

/** One or two words for the chip. */
export function wordReasonChip(t: CatalogueTranslator, key: ReasonKey): string {
  return t(`reasons.chip.${key}`);
}

/** One sentence a rep can say. Days are whole; the segment is named in the reader's language. */
export function wordReason(t: CatalogueTranslator, reason: Reason): string {
  const values = speakableValues(t, reason.values);
  const { message, needs } = DETAILED[reason.key];
  return needs.every((name) => name in values) ? t(message, values) : t(`reasons.sentence.${reason.key}`);
}

function speakableValues(t: CatalogueTranslator, values: Reason["values"]): Record<string, string | number> {
  const spoken: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    spoken[name] = typeof value === "number" && name.toLowerCase().includes("days") ? Math.round(value) : value;
  }
  if (typeof spoken.daysOverdue === "number" && spoken.daysOverdue < 0 && !("daysToGo" in spoken)) {
    spoken.daysToGo = -spoken.daysOverdue;
  }
  if (typeof spoken.intervalDays === "number") spoken.intervalDays = Math.max(1, spoken.intervalDays);
  if (SEGMENTS.some((segment) => segment === spoken.group)) spoken.group = t(`segments.${spoken.group}`);
  return spoken;
}
