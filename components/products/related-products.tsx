import type { ReactNode } from "react";
import { productName } from "@/components/recommendations/product-name";
import { getIntl } from "@/components/shell/get-intl";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatPercent } from "@/lib/presentation/format-number";
import type { ProductLabelView, ProductView, ReplacementsView } from "@/lib/services/product-view";
import { ProductLink } from "./product-link";

/** Products in a few lines, each leading to its own page. */
async function ProductLines({ products }: { products: (ProductLabelView & { note: ReactNode })[] }) {
  const { locale } = await getIntl();
  return (
    <ul>
      {products.map((product) => (
        <li
          key={product.productId}
          data-row
          className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-t border-line px-(--panel-p) py-2 hover:bg-hover"
        >
          <span className="min-w-0 truncate">
            <ProductLink
              productId={product.productId}
              code={product.code}
              className="font-semibold after:absolute after:inset-0"
            >
              {product.code || product.productId}
            </ProductLink>{" "}
            {productName(product, locale).first}
          </span>
          <span className="num text-end text-sm text-ink-2">{product.note}</span>
        </li>
      ))}
    </ul>
  );
}

export async function GoesWith({ products }: { products: ProductView["goesWith"] }) {
  const { t, locale } = await getIntl();
  return (
    <Card className="min-w-0 self-start overflow-clip">
      <CardHeader
        title={t("products.goesWith.title")}
        description={t(products.length > 0 ? "products.goesWith.lead" : "products.goesWith.none")}
      />
      <ProductLines
        products={products.map((product) => ({
          ...product,
          note: t("products.goesWith.share", { share: formatPercent(product.share, locale) }),
        }))}
      />
    </Card>
  );
}

/** null = the panel's own failure: the rest of the page stands. */
export async function Replacements({ view }: { view: ReplacementsView | null }) {
  const { t, locale } = await getIntl();
  const stockNote = (stock: number) =>
    stock > 0 ? t("products.replaces.stock", { amount: stock }) : t("products.replaces.noStock");
  return (
    <Card className="min-w-0 self-start overflow-clip">
      <CardHeader
        title={t("products.replaces.title")}
        description={t(view === null ? "products.replaces.failed" : `products.replaces.${view.basis ?? "none"}`)}
      />
      <ProductLines
        products={(view?.products ?? []).map((product) => ({
          ...product,
          note: [
            product.similarity === null
              ? null
              : t("products.replaces.similarity", { similarity: formatPercent(product.similarity, locale) }),
            product.stock === null ? null : stockNote(product.stock),
          ]
            .filter((part) => part !== null)
            .join(" · "),
        }))}
      />
    </Card>
  );
}

export function ReplacementsSkeleton({ title }: { title: string }) {
  return (
    <Card className="min-w-0 overflow-clip" aria-busy>
      <CardHeader title={title} description={<Skeleton className="mt-1 w-56" />} />
      {[70, 55, 62, 48].map((percent) => (
        <div key={percent} className="border-t border-line px-(--panel-p) py-2.5">
          <span className="block" style={{ width: `${percent}%` }}>
            <Skeleton className="w-full" />
          </span>
        </div>
      ))}
    </Card>
  );
}
