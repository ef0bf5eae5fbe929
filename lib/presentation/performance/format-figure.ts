import { formatDate } from "@/lib/presentation/format-date";
import { formatFixed, formatFixedPercent, formatNumber, formatPercent, GAP } from "@/lib/presentation/format-number";
import type { Locale } from "@/lib/presentation/locale";
import type { ColumnKind } from "./chart-table";

export type FigureKind = Exclude<ColumnKind, "model" | "slice" | "date" | "verdict">;

/** A figure of a chart in the reader's notation; a difference always carries its sign, in points where shares differ. */
export function formatFigure(value: number | null, kind: FigureKind, locale: Locale): string {
  if (value === null) return GAP;
  switch (kind) {
    case "share":
      return formatFixedPercent(value, locale, 1);
    case "score":
      return formatFixed(value, locale, 3);
    case "shareDifference":
      return signed(value * 100, locale, 1);
    case "scoreDifference":
      return signed(value, locale, 3);
    case "seconds":
      return formatFixed(value, locale, 1);
    case "count":
    case "megabytes":
      return formatNumber(value, locale);
  }
}

/** A round figure of an axis: no decimals that say nothing. */
export function formatTick(value: number, kind: FigureKind, locale: Locale): string {
  if (kind === "share") return formatPercent(value, locale, 1);
  if (kind === "score") return formatNumber(value, locale, 3);
  const points = kind === "shareDifference" ? value * 100 : value;
  if (points === 0) return formatNumber(0, locale);
  return `${points < 0 ? "\u2212" : "+"}${formatNumber(Math.abs(points), locale, 3)}`;
}

function signed(value: number, locale: Locale, digits: number): string {
  const size = formatFixed(Math.abs(value), locale, digits);
  const isNothing = Number(Math.abs(value).toFixed(digits)) === 0;
  if (isNothing) return size;
  return `${value < 0 ? "\u2212" : "+"}${size}`;
}

/** `21.7–24.6%`: both ends of an interval, the sign of the unit once. */
export function formatInterval(low: number | null, high: number | null, kind: FigureKind, locale: Locale): string {
  if (low === null || high === null) return GAP;
  if (kind.endsWith("Difference")) {
    return `${formatFigure(low, kind, locale)} … ${formatFigure(high, kind, locale)}`;
  }
  return `${formatFigure(low, kind, locale).replace(/\s*%$/u, "")}–${formatFigure(high, kind, locale)}`;
}

export const formatWindow = (cutoff: string, end: string, locale: Locale) =>
  `${formatDate(cutoff, locale)} – ${formatDate(end, locale)}`;
