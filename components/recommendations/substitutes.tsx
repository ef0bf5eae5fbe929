"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { SupplyView } from "@/lib/services/agreement-view";
import { productName } from "./product-name";

/** What the source names in its place, each with its page. */
export function Substitutes({ supply }: { supply: SupplyView | null }) {
  const t = useTranslations("agreement.supply");
  const locale = useLocale();
  if (supply === null || supply.substitutes.length === 0) return null;
  return (
    <div>
      <h4 className="text-xs font-medium text-ink-2">{t("substitutes")}</h4>
      <ul className="mt-1.5 space-y-1 text-sm">
        {supply.substitutes.map((one) => (
          <li key={one.productId}>
            <Link
              href={`/products/${encodeURIComponent(one.productId)}`}
              className="num font-semibold text-accent hover:underline"
            >
              {one.code}
            </Link>{" "}
            {productName(one, locale).first}
            {one.stock === null ? null : (
              <span className="num ms-2 text-ink-3">
                {one.stock > 0 ? t("inStock", { units: one.stock }) : t("outOfStock")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
