import type { CatalogueTranslator } from "./catalogue-translator";

const KNOWN = new Set([
  "frequency",
  "recency",
  "dueness",
  "monetary",
  "breadth",
  "popularity",
  "popularity_segment",
  "popularity_region",
  "popularity_all",
  "base",
  "own-counts",
  "own-windows",
  "due-ness",
  "user-rhythm",
  "popularity-trend",
  "product",
  "seasonality",
  "price-quantity",
  "group-text",
  "collaborative",
]);

/** The name of a score component; one that has no name yet shows its key, spaced. */
export function wordComponent(t: CatalogueTranslator, key: string): string {
  if (KNOWN.has(key)) return t(`reasons.component.${key}`);
  const spaced = key.replaceAll(/[_-]+/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** One line on what a component measures; null for one without a description. */
export function explainComponent(t: CatalogueTranslator, key: string): string | null {
  return KNOWN.has(key) ? t(`reasons.componentHelp.${key}`) : null;
}
