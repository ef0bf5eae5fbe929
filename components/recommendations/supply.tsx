"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { SupplyView } from "@/lib/services/views";
import { productName } from "./product-name";

/** Whether it can be delivered now; when not, the best stocked part that stands in for it. */
export function SupplyLine({ supply }: { supply: SupplyView | null }) {
  const t = useTranslations("agreement.supply");
  if (supply === null || supply.stock === null) return null;
  const { stock } = supply;
  const instead = stock > 0 ? undefined : supply.substitutes.find((one) => (one.stock ?? 0) > 0);
  return (
    <p className={cn("num text-xs", stock > 0 ? "text-ink-3" : "font-medium text-warn")}>
      {stock > 0
        ? t("inStock", { units: stock })
        : instead
          ? t("insteadOf", { code: instead.code, units: instead.stock ?? 0 })
          : t("outOfStock")}
    </p>
  );
}

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
