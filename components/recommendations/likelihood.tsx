"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatPercent } from "@/lib/presentation/format-number";
import type { Locale } from "@/lib/presentation/locale";
import { likelihoodWord } from "@/lib/presentation/prepare-likelihood";
import type { RecommendationView } from "@/lib/services/agreement-view";

/** The chance of a purchase within 30 days, as a word and a figure. */
export function Likelihood({ probability }: { probability: RecommendationView["probability"] }) {
  const t = useTranslations();
  const locale = useLocale();
  if (probability === null) return <span className="text-ink-3">{t("agreement.noBasis")}</span>;
  return (
    <>
      <span className="num font-medium">{percentOf(probability.value, locale)}</span>{" "}
      <span className="text-xs text-ink-2">{t(`reasons.likelihood.${likelihoodWord(probability.value)}`)}</span>
    </>
  );
}

/** Never 100% and never 0%: an estimate is not a promise. */
function percentOf(value: number, locale: Locale): string {
  if (value > 0.99) return `>${formatPercent(0.99, locale)}`;
  if (value < 0.01) return `<${formatPercent(0.01, locale)}`;
  return formatPercent(value, locale);
}
