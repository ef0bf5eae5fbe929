"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ProductLink } from "@/components/products/product-link";
import { productName } from "@/components/recommendations/product-name";
import { ReasonChip } from "@/components/recommendations/reason-chip";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatScore } from "@/lib/presentation/format-score";
import { wordRhythm } from "@/lib/presentation/reasons/word-rhythm";
import { type ProductLineView, productHref } from "./product-line";

interface BestProductsProps {
  customerId: string;
  products: ProductLineView[];
  agreementNames: Readonly<Record<string, string>>;
}

/** The roll-up over a customer's agreements: each product once, with its best score. */
export function BestProducts({ customerId, products, agreementNames }: BestProductsProps) {
  const t = useTranslations("customer.best");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const hasSeveral = Object.keys(agreementNames).length > 0;
  return (
    <Card className="min-w-0 overflow-clip">
      <CardHeader title={t("title")} description={products.length > 0 ? t("lead") : null} />
      {products.length === 0 ? (
        <EmptyState title={t("empty")} className="pt-4">
          {t("emptyBody")}
        </EmptyState>
      ) : (
        <DataTable
          caption={t("title")}
          rows={products}
          rowKey={(product) => product.productId}
          hasRowLinks
          columns={[
            {
              key: "product",
              header: t("product"),
              phone: "title",
              cell: (product) => (
                <>
                  <ProductLink productId={product.productId} code={product.code} />{" "}
                  <Link
                    href={productHref(customerId, product)}
                    data-row-link
                    className="outline-none after:absolute after:inset-0 hover:underline"
                  >
                    {productName(product, locale).first || product.code}
                  </Link>
                </>
              ),
            },
            {
              key: "facts",
              header: t("facts"),
              phone: "title",
              cell: (product) => (
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-2">
                  {product.reasons[0] ? <ReasonChip reasonKey={product.reasons[0].key} /> : null}
                  {wordRhythm(catalogue, product.rhythm)}
                </span>
              ),
            },
            ...(hasSeveral
              ? [
                  {
                    key: "agreement",
                    header: t("agreement"),
                    phone: "wide" as const,
                    cell: (product: ProductLineView) => (
                      <span className="text-sm text-ink-2">{agreementNames[product.agreementId]}</span>
                    ),
                  },
                ]
              : []),
            {
              key: "score",
              header: t("score"),
              numeric: true,
              cell: (product) => <span className="text-ink-2">{formatScore(product.score, locale)}</span>,
            },
          ]}
        />
      )}
    </Card>
  );
}
