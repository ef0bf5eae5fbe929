"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { SupplyView } from "@/lib/services/agreement-view";

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
