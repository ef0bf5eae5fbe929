"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/lib/presentation/format-date";
import { formatAmount, formatNumber } from "@/lib/presentation/format-number";
import type { RecommendationView } from "@/lib/services/agreement-view";

const FIRST_ROWS = 5;

interface EvidenceTableProps {
  name: string;
  evidence: RecommendationView["evidence"];
  total: number;
}

/** The purchases a recommendation rests on, newest first. */
export function EvidenceTable({ name, evidence, total }: EvidenceTableProps) {
  const t = useTranslations("agreement.evidence");
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  if (evidence.length === 0) {
    return (
      <div>
        <h4 className="text-xs font-medium text-ink-2">{t("title")}</h4>
        <p className="mt-1.5 text-sm text-ink-2">{t("none")}</p>
      </div>
    );
  }
  // An order may hold the same product on two lines.
  const keys = evidence.map(({ orderId }, place) => `${orderId}-${place}`);
  const rows = isOpen ? evidence : evidence.slice(0, FIRST_ROWS);
  return (
    <div>
      <h4 className="mb-1 flex flex-wrap justify-between gap-x-3 text-xs font-medium text-ink-2">
        {t("title")}
        <span className="num font-normal text-ink-3">{t("more", { shown: rows.length, total })}</span>
      </h4>
      <table className="w-full text-sm">
        <caption className="sr-only">{t("caption", { name })}</caption>
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="py-1 text-start font-normal">
              {t("date")}
            </th>
            <th scope="col" className="py-1 text-start font-normal">
              {t("order")}
            </th>
            <th scope="col" className="py-1 text-end font-normal">
              {t("quantity")}
            </th>
            <th scope="col" className="py-1 text-end font-normal">
              {t("price")}
            </th>
          </tr>
        </thead>
        <tbody className="num">
          {rows.map((purchase, index) => (
            <tr key={keys[index]} className="border-t border-line">
              <td className="py-1 whitespace-nowrap">{formatDate(purchase.orderedAt, locale)}</td>
              <td className="py-1 break-all">{purchase.orderId}</td>
              <td className="py-1 text-end">{formatNumber(purchase.quantity, locale, 2)}</td>
              <td className="py-1 text-end">
                {purchase.unitPrice === null ? (
                  <span className="text-ink-3">{t("notPriced")}</span>
                ) : (
                  formatAmount(purchase.unitPrice, locale)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {evidence.length > FIRST_ROWS ? (
        <Button variant="ghost" size="sm" className="-ms-2 mt-1" onClick={() => setOpen(!isOpen)} data-chrome>
          {isOpen ? t("fewer") : t("all", { shown: evidence.length })}
        </Button>
      ) : null}
    </div>
  );
}
