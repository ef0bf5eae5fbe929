"use client";

import { useTranslations } from "use-intl";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";

/** The translator over the whole catalogue for wording that puts keys together from data. */
export function useCatalogue(): CatalogueTranslator {
  return useTranslations() as unknown as CatalogueTranslator;
}
