import { intlLocaleOf, type Locale } from "./locale";

export const SCORE_DECIMALS = 3;

/** A score or a part of one, always with the same decimals, so that columns line up and parts can be added by eye. */
export function formatScore(value: number, locale: Locale): string {
  const digits = { minimumFractionDigits: SCORE_DECIMALS, maximumFractionDigits: SCORE_DECIMALS };
  return new Intl.NumberFormat(intlLocaleOf(locale), digits).format(value);
}

/** Every digit that the number needs to be read back, with the language's decimal mark. */
export function formatExactly(value: number, locale: Locale): string {
  const text = String(value);
  return locale === "uk" ? text.replace(".", ",") : text;
}
