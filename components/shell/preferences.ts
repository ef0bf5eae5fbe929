"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "use-intl";
import { LOCALE_COOKIE, type Locale } from "@/lib/presentation/locale";
import { DENSITY_COOKIE, type Density } from "./density";

const YEAR_SEC = 31_536_000;

/** Reading habits of this browser, kept in cookies so that the first paint is already right. */
export function usePreferences() {
  const router = useRouter();
  const locale = useLocale();
  return {
    locale,
    setLocale(next: Locale) {
      keep(LOCALE_COOKIE, next);
      router.refresh();
    },
    setDensity(next: Density) {
      keep(DENSITY_COOKIE, next);
      document.documentElement.dataset.density = next;
    },
  };
}

function keep(name: string, value: string) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SEC}; samesite=lax`;
}
