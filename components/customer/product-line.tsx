"use client";

import Link from "next/link";
import { useLocale } from "use-intl";
import { ProductLink } from "@/components/products/product-link";
import { productName } from "@/components/recommendations/product-name";
import { ReasonChip } from "@/components/recommendations/reason-chip";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatMoney } from "@/lib/presentation/format-number";
import { wordRhythm } from "@/lib/presentation/reasons/word-rhythm";
import type { RecommendationView } from "@/lib/services/agreement-view";

/** What a line of the customer page needs of a recommendation: the purchases stay on the server. */
export type ProductLineView = Pick<
  RecommendationView,
  "productId" | "code" | "name" | "nameUk" | "list" | "score" | "reasons" | "rhythm" | "value"
> & { agreementId: string };

/** Address of the product's row on its agreement page. */
export function productHref(customerId: string, product: Pick<ProductLineView, "agreementId" | "productId">): string {
  return `/customers/${encodeURIComponent(customerId)}/agreements/${encodeURIComponent(product.agreementId)}#p-${encodeURIComponent(product.productId)}`;
}

interface ProductLineProps {
  customerId: string;
  product: ProductLineView;
  /** Named when the customer has several agreements. */
  agreementName: string | null;
}

/** One product in a short list: chip, name, rhythm in words, value. */
export function ProductLine({ customerId, product, agreementName }: ProductLineProps) {
  const t = useCatalogue();
  const locale = useLocale();
  const reason = product.reasons[0];
  return (
    <li
      data-row
      className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-t border-line px-(--panel-p) py-2.5 hover:bg-hover has-[[data-row-link]:focus-visible]:bg-accent-soft compact:py-1.5"
    >
      <span className="min-w-0">
        <ProductLink productId={product.productId} code={product.code} />{" "}
        <Link
          href={productHref(customerId, product)}
          data-row-link
          className="outline-none after:absolute after:inset-0"
        >
          {productName(product, locale).first || product.code}
        </Link>
      </span>
      <span className="num text-end">{product.value === null ? null : formatMoney(product.value, locale)}</span>
      <p className="col-span-2 flex flex-wrap items-center gap-x-2 gap-y-1 pt-0.5 text-sm text-ink-2">
        {reason ? <ReasonChip reasonKey={reason.key} /> : null}
        <span>{wordRhythm(t, product.rhythm)}</span>
        {agreementName ? (
          <span className="text-ink-3">{t("customer.best.under", { agreement: agreementName })}</span>
        ) : null}
      </p>
    </li>
  );
}
