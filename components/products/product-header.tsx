import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { productName } from "@/components/recommendations/product-name";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { formatDate } from "@/lib/presentation/format-date";
import { formatEstimate, formatNumber } from "@/lib/presentation/format-number";
import type { ProductView } from "@/lib/services/product-view";

/** What the product is, and its figures over the reader's customers. */
export async function ProductHeader({ view, isOwn }: { view: ProductView; isOwn: boolean }) {
  const { t, locale } = await getIntl();
  const { product, figures, stock, dueValue, counts } = view;
  const { first, second } = productName(product, locale);
  const inStock = stock === null ? null : stock.reduce((sum, { amount }) => sum + amount, 0);
  const facts = [
    product.oeNumber ? t("products.oe", { oeNumber: product.oeNumber }) : null,
    product.group ? t("products.group", { group: product.group }) : null,
    product.packingStandard > 1 ? t("products.pack", { pack: product.packingStandard }) : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <Link
        href="/products"
        data-chrome
        className="mb-2 -ms-1 inline-flex items-center gap-0.5 self-start text-sm font-medium text-accent hover:underline"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {t("products.back")}
      </Link>
      <PageHeader
        title={
          // Many names end in the code: it need not stand there twice.
          first.includes(product.code) && product.code !== "" ? (
            first
          ) : (
            <>
              <span className="num">{product.code || product.productId}</span> {first}
            </>
          )
        }
        lead={
          <span className="flex flex-wrap gap-x-4 gap-y-0.5">
            {second ? <span>{second}</span> : null}
            {facts.map((fact) => (
              <span key={fact} className="num">
                {fact}
              </span>
            ))}
          </span>
        }
      />
      <Card aria-label={t("products.figures")} className="mb-4 px-4 py-3.5 sm:px-5">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-12">
          <Stat
            label={t("products.dueValue")}
            value={formatEstimate(dueValue, locale)}
            note={t("products.dueValueNote")}
            tone={counts.due > 0 ? "accent" : "ink"}
            className="max-sm:col-span-full"
          />
          <Stat
            label={t("products.buyers")}
            value={formatNumber(figures.buyers, locale)}
            note={t("products.buyersNote", { scope: isOwn ? "own" : "all" })}
          />
          <Stat label={t("products.orders")} value={formatNumber(figures.orders, locale)} />
          <Stat label={t("products.units")} value={formatNumber(figures.units, locale, 1)} />
          <Stat label={t("products.lastOrder")} value={formatDate(figures.lastOrderAt, locale)} />
          {stock === null || inStock === null ? null : (
            <div className="min-w-0 max-sm:col-span-full">
              <dt className="text-xs text-ink-3">{t("products.stock")}</dt>
              <dd className="num mt-0.5 flex flex-wrap items-baseline gap-x-2 gap-y-1">
                {inStock === 0 ? (
                  <Badge tone="warn">{t("products.stockNone")}</Badge>
                ) : (
                  <>
                    <span className="text-xl font-semibold tracking-tight">{formatNumber(inStock, locale, 1)}</span>
                    <span className="text-xs text-ink-3">
                      {stock.map(({ storage, amount }) => `${storage} ${formatNumber(amount, locale, 1)}`).join(" · ")}
                    </span>
                  </>
                )}
              </dd>
            </div>
          )}
        </dl>
      </Card>
    </>
  );
}
