/**
 * What wording needs of `useTranslations()` or `createTranslator({ locale, messages })`, without a namespace. The keys
 * are put together from data (a reason's key), so the typed translator is passed as this looser one.
 */
export type CatalogueTranslator = (key: string, values?: Record<string, string | number>) => string;
