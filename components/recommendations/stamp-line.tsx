"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import type { DataStamp } from "@/lib/services/views";

/** The page's stamp where the data changes in the browser: which data, model and instant the list now shown has. */
export function StampLine({ stamp }: { stamp: DataStamp }) {
  const t = useTranslations("stamp");
  const locale = useLocale();
  const facts = [
    stamp.dataTo ? t("dataTo", { instant: formatDateTime(stamp.dataTo, locale) }) : t("noData"),
    t("model", { model: stamp.model }),
    t("asOf", { date: formatDate(stamp.asOf, locale) }),
    t(`source.${stamp.sourceKind}`),
    ...(stamp.history ? [t(`history.${stamp.history}`)] : []),
  ];
  return <footer className="num mt-auto pt-6 text-xs text-ink-3">{facts.join(" · ")}</footer>;
}
