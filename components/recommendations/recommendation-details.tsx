"use client";

import { useLocale, useTranslations } from "use-intl";
import { ProductLink } from "@/components/products/product-link";
import type { RecommendationView, SupplyView } from "@/lib/services/agreement-view";
import { EvidenceTable } from "./evidence-table";
import { productName } from "./product-name";
import { ScoreBreakdown } from "./score-breakdown";
import { Substitutes } from "./substitutes";
import { WhyNotHigher } from "./why-not-higher";

interface RecommendationDetailsProps {
  product: RecommendationView;
  above: RecommendationView | null;
  supply: SupplyView | null;
}

/** Everything that the score of a row rests on: fetched when a row is about to be opened. */
export default function RecommendationDetails({ product, above, supply }: RecommendationDetailsProps) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  return (
    <div className="@container bg-hover px-4 pt-1 pb-5 @4xl:ps-[4.25rem] @4xl:pe-5">
      <p className="mb-3 text-sm">
        <ProductLink productId={product.productId} code={product.code} className="font-medium text-accent">
          {t("productPage")}
        </ProductLink>
      </p>
      <div className="grid gap-x-10 gap-y-5 @2xl:grid-cols-2">
        <div className="space-y-5">
          <ScoreBreakdown components={product.components} score={product.score} />
          <WhyNotHigher product={product} above={above} />
          <Substitutes supply={supply} />
        </div>
        <EvidenceTable
          name={productName(product, locale).first || product.code}
          evidence={product.evidence}
          total={product.evidenceTotal}
        />
      </div>
    </div>
  );
}
