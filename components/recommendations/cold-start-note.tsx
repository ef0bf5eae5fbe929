"use client";

import { Info } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { formatDate } from "@/lib/presentation/format-date";
import type { AgreementView } from "@/lib/services/agreement-view";

/** Below so many orders a rhythm is a guess, and the page says so. */
const THIN_ORDERS = 3;

/** Said plainly when there is no history, or hardly any, behind the lists. */
export function ColdStartNote({ view }: { view: Pick<AgreementView, "coldStart" | "agreement" | "options"> }) {
  const t = useTranslations("agreement.cold");
  const locale = useLocale();
  const { coldStart, agreement, options } = view;
  const words = coldStart
    ? [
        coldStart.orders === 0
          ? t("none", { date: formatDate(options.asOf, locale) })
          : t("thin", { orders: coldStart.orders }),
        t(coldStart.level),
      ]
    : agreement.orders < THIN_ORDERS
      ? [t("thin", { orders: agreement.orders })]
      : null;
  if (words === null) return null;
  return (
    <p role="note" className="flex gap-2.5 rounded-lg border border-line bg-info-soft px-4 py-3 text-base text-ink">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-info" />
      {words.join(" ")}
    </p>
  );
}
