"use client";

import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/presentation/format-number";
import { ProductLine, type ProductLineView } from "./product-line";

const FIRST_ROWS = 6;

interface ProductPanelProps {
  title: string;
  lead: string;
  empty: string;
  customerId: string;
  products: ProductLineView[];
  /** How many there are in all, when known: `products` holds the strongest only. */
  total?: number;
  /** Takes the whole width: the panel beside it has nothing to show. */
  isWide: boolean;
  /** Names by agreement; empty when there is one agreement, which needs no name. */
  agreementNames: Readonly<Record<string, string>>;
}

/** A short list of products with a reason in common: due, or lapsed. */
export function ProductPanel({
  title,
  lead,
  empty,
  customerId,
  products,
  total,
  isWide,
  agreementNames,
}: ProductPanelProps) {
  const t = useTranslations();
  const locale = useLocale();
  const titleId = useId();
  const [isOpen, setOpen] = useState(false);
  const rows = isOpen ? products : products.slice(0, FIRST_ROWS);
  return (
    <Card aria-labelledby={titleId} className={cn("min-w-0 self-start", isWide && "lg:col-span-2")}>
      <CardHeader
        id={titleId}
        title={
          <>
            {title}{" "}
            {products.length > 0 ? (
              <span className="num ms-1 text-sm font-normal tracking-normal text-ink-3">
                {total !== undefined && total > products.length
                  ? t("customer.shownOf", { shown: products.length, total })
                  : formatNumber(products.length, locale)}
              </span>
            ) : null}
          </>
        }
        description={products.length > 0 ? lead : empty}
      />
      {rows.length > 0 ? (
        <ol>
          {rows.map((product) => (
            <ProductLine
              key={product.productId}
              customerId={customerId}
              product={product}
              agreementName={agreementNames[product.agreementId] ?? null}
            />
          ))}
        </ol>
      ) : null}
      {products.length > FIRST_ROWS ? (
        <div className="border-t border-line px-(--panel-p) py-2">
          <Button variant="ghost" size="sm" className="-ms-2" onClick={() => setOpen(!isOpen)}>
            {isOpen ? t("agreement.evidence.fewer") : t("customer.showAll", { shown: products.length })}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
