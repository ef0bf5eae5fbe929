import type { StockRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { type ProductId, productId } from "@/lib/domain/ids";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { similarDocuments } from "@/lib/scoring/search/similar-documents";
import { getContext } from "./context";
import { findProduct } from "./get-product";
import { type ProductCatalogue, productCatalogue } from "./product-catalogue";
import type { ReplacementsView } from "./product-view";
import type { ServiceContext } from "./service-context";

const SHOWN = 10;
/** Below this two names have a word in common and no more. */
const LEAST_SIMILARITY = 0.4;

/**
 * What can stand in for a product: what the order database names, else products sold lately under a similar name. It
 * needs the catalogue, which may still be on its way: the page shows the rest meanwhile.
 */
export async function getReplacements(
  _caller: Caller,
  id: string,
  context?: ServiceContext,
): Promise<ReplacementsView> {
  const used = context ?? (await getContext());
  const { snapshot } = await used.snapshots.current();
  const product = await findProduct(used, used.analytics.at(snapshot, defaultAsOfSec(snapshot)), id);
  const named = await used.erp.analogues([product.productId]);
  const catalogue = await productCatalogue(used, snapshot);
  const fromSource = (named ?? []).flatMap(({ analogueId }) => {
    const document = catalogue.documentOf(analogueId);
    return document === undefined ? [] : [{ document, similarity: null }];
  });
  if (fromSource.length > 0) return await shown(used, catalogue, { basis: "source", found: fromSource });
  const own = catalogue.documentOf(product.productId);
  const textOf = (document: number) => {
    const { name, nameUk } = catalogue.productAt(document);
    return nameUk === null ? name : `${name} ${nameUk}`;
  };
  const found =
    own === undefined
      ? []
      : similarDocuments(catalogue.index, textOf(own), {
          textOf,
          limit: SHOWN,
          atLeast: LEAST_SIMILARITY,
          allows: (document) => document !== own && catalogue.index.weight[document] > 0,
        });
  return await shown(used, catalogue, { basis: found.length > 0 ? "name" : null, found });
}

async function shown(
  { erp }: ServiceContext,
  catalogue: ProductCatalogue,
  { basis, found }: { basis: ReplacementsView["basis"]; found: { document: number; similarity: number | null }[] },
): Promise<ReplacementsView> {
  // The better seller first among those that the order database names.
  const weight = ({ document }: { document: number }) => catalogue.index.weight[document];
  const ordered = basis === "source" ? found.sort((a, b) => weight(b) - weight(a) || a.document - b.document) : found;
  const products = ordered
    .slice(0, SHOWN)
    .map(({ document, similarity }) => ({ ...catalogue.productAt(document), similarity }));
  const stock = await erp.stock(products.map((product) => product.productId));
  const amounts = stock === null ? null : amountsOf(stock);
  return {
    basis,
    products: products.map(({ productId: id, code, name, nameUk, similarity }) => ({
      productId: id,
      code,
      name,
      nameUk,
      similarity,
      stock: amounts === null ? null : (amounts.get(productId(id)) ?? 0),
    })),
  };
}

/** Units in all stores, by product. */
export function amountsOf(stock: readonly StockRecord[]): Map<ProductId, number> {
  const amounts = new Map<ProductId, number>();
  for (const { productId: id, amount } of stock) amounts.set(id, (amounts.get(id) ?? 0) + amount);
  return amounts;
}
