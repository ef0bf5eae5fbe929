import { intlLocaleOf, type Locale } from "./locale";

/** Shown where there is no value: a gap is a gap, never zero. */
export const GAP = "–";

const EUR = { style: "currency", currency: "EUR", currencyDisplay: "narrowSymbol" } as const;

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(intlLocaleOf(locale), options);
    formats.set(key, format);
  }
  return format;
}

/** `digits` = the most decimals shown. */
export function formatNumber(value: number | null, locale: Locale, digits = 0): string {
  if (value === null) return GAP;
  return numberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** A share of 1 as a percentage. */
export function formatPercent(share: number | null, locale: Locale, digits = 0): string {
  if (share === null) return GAP;
  return numberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** A share as a percentage with exactly so many decimals: figures that stand under each other. */
export function formatFixedPercent(share: number | null, locale: Locale, digits: number): string {
  if (share === null) return GAP;
  const options = { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return numberFormat(locale, options).format(share);
}

/** A number with exactly so many decimals. */
export function formatFixed(value: number | null, locale: Locale, digits: number): string {
  if (value === null) return GAP;
  return numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** EUR net with the currency sign; whole euros from 100 on, cents below. */
export function formatMoney(amountEur: number | null, locale: Locale): string {
  if (amountEur === null) return GAP;
  return numberFormat(locale, { ...EUR, ...decimalsFor(amountEur) }).format(amountEur);
}

/** An expected sum in whole euros: an estimate has no cents. */
export function formatEstimate(amountEur: number | null, locale: Locale): string {
  return amountEur === null ? GAP : numberFormat(locale, { ...EUR, maximumFractionDigits: 0 }).format(amountEur);
}

/** EUR without the sign, for columns whose header names the unit. */
export function formatAmount(amountEur: number | null, locale: Locale): string {
  if (amountEur === null) return GAP;
  return numberFormat(locale, decimalsFor(amountEur)).format(amountEur);
}

function decimalsFor(amount: number): Intl.NumberFormatOptions {
  const digits = Math.abs(amount) >= 100 || amount === 0 ? 0 : 2;
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}
