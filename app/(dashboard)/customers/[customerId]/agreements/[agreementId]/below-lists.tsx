"use client";

import { useLocale, useTranslations } from "use-intl";
import { OrderHistoryChart } from "@/components/charts/order-history-chart";
import { ProductRhythmChart } from "@/components/charts/product-rhythm-chart";
import { productName } from "@/components/recommendations/product-name";
import type { AgreementView } from "@/lib/services/agreement-view";
import type { AddressOptions } from "./address-options";
import { WhyNot } from "./why-not";

interface BelowListsProps {
  customerId: string;
  agreementId: string;
  options: AddressOptions;
  view: AgreementView;
}

/** Below the lists: the question about any other product, and what was bought when. */
export default function BelowLists({ customerId, agreementId, options, view }: BelowListsProps) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  return (
    <>
      <WhyNot customerId={customerId} agreementId={agreementId} options={options} />
      <div className="grid gap-4 xl:grid-cols-2" data-chrome>
        <ProductRhythmChart
          title={t("rhythmTitle")}
          asOf={view.options.asOf}
          products={[...view.reorder, ...view.discover].map((product) => ({
            productId: product.productId,
            label: product.code || product.name,
            name: productName(product, locale).first,
            rhythm: product.rhythm,
            evidence: product.evidence,
          }))}
        />
        <OrderHistoryChart title={t("historyTitle")} monthly={view.monthly} />
      </div>
    </>
  );
}
