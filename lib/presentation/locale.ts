/** Languages of the interface. Stored data stays language-neutral. */
export const LOCALES = ["en", "uk"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = "locale";

/** What Intl is asked for: day-first dates in both languages. */
const INTL_LOCALE: Record<Locale, string> = { en: "en-GB", uk: "uk-UA" };

export function intlLocaleOf(locale: Locale): string {
  return INTL_LOCALE[locale];
}

/** The chosen language; without a choice the first one of `Accept-Language` that we have, then English. */
export function resolveLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part, position) => {
      const [tag = "", quality] = part.trim().split(/;\s*q=/);
      return { language: tag.toLowerCase().split("-")[0], quality: quality ? Number(quality) || 0 : 1, position };
    })
    .sort((a, b) => b.quality - a.quality || a.position - b.position);
  return wanted.map(({ language }) => language).find(isLocale) ?? "en";
}

function isLocale(value: string | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
