import { GAP } from "./format-number";
import { intlLocaleOf, type Locale } from "./locale";

const DAY_MS = 86_400_000;

type Style = "date" | "dateTime" | "month" | "shortMonth";

/** Instants are stored and shown in UTC: the ERP writes local wall time without a zone. */
const STYLES: Record<Style, Record<Locale, Intl.DateTimeFormatOptions>> = {
  date: {
    en: { day: "numeric", month: "short", year: "numeric" },
    uk: { day: "2-digit", month: "2-digit", year: "numeric" },
  },
  dateTime: {
    en: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    uk: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
  },
  month: { en: { month: "long", year: "numeric" }, uk: { month: "long", year: "numeric" } },
  shortMonth: { en: { month: "short", year: "2-digit" }, uk: { month: "short", year: "2-digit" } },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: string | null, locale: Locale, style: Style): string {
  if (instant === null) return GAP;
  const key = `${locale}|${style}`;
  let formatter = formats.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(intlLocaleOf(locale), { ...STYLES[style][locale], timeZone: "UTC" });
    formats.set(key, formatter);
  }
  return formatter.format(new Date(instant));
}

export function formatDate(instant: string | null, locale: Locale): string {
  return format(instant, locale, "date");
}

export function formatDateTime(instant: string | null, locale: Locale): string {
  return format(instant, locale, "dateTime");
}

/** `month` is YYYY-MM. */
export function formatMonth(month: string, locale: Locale, length: "long" | "short" = "long"): string {
  return format(`${month}-01T00:00:00Z`, locale, length === "long" ? "month" : "shortMonth");
}

/** Whole days from one instant to another; null when there is no first one. */
export function daysBetween(from: string | null, to: string): number | null {
  return from === null ? null : Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
