import { formatMonth } from "@/lib/presentation/format-date";
import type { Locale } from "@/lib/presentation/locale";

/** `Jan 26`, and in Ukrainian without the word for "year", which an axis has no room for. */
export function monthTick(month: string, locale: Locale): string {
  return formatMonth(month, locale, "short").replace(/\s*р\.$/u, "");
}
