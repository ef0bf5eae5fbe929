import type { AnalogueRecord, StockRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { ProductId } from "@/lib/domain/ids";
import type { AgreementHistory } from "./agreement-history";
import type { SupplyView } from "./agreement-view";
import type { ServiceContext } from "./service-context";

/** A row has room for so many; the product page has all. */
const MAX_SUBSTITUTES = 3;

/**
 * What lies in store of each product, and what can stand in for it, best stocked first, for sources that say so. Two short
 * questions; when they are not answered the list stands without them.
 */
export async function supplyOf(
  { erp }: Pick<ServiceContext, "erp">,
  ids: readonly ProductId[],
  labelOf: AgreementHistory["labelOf"],
): Promise<(id: ProductId) => SupplyView> {
  try {
    const analogues = ids.length === 0 ? null : await erp.analogues(ids);
    const substitutes = substitutesOf(analogues ?? []);
    const asked = [...new Set([...ids, ...[...substitutes.values()].flat()])];
    const stock = stockOf(asked.length === 0 ? null : await erp.stock(asked));
    const unknown = [...substitutes.values()].flat().filter((id) => labelOf(id).name === "");
    const named = new Map((unknown.length === 0 ? [] : await erp.products(unknown)).map((one) => [one.productId, one]));
    return (id) => ({
      stock: stock(id),
      substitutes: [...(substitutes.get(id) ?? [])]
        .sort((a, b) => (stock(b) ?? 0) - (stock(a) ?? 0))
        .slice(0, MAX_SUBSTITUTES)
        .map((other) => {
          const { code, name, nameUk } = named.get(other) ?? labelOf(other);
          return { productId: other, code, name, nameUk, stock: stock(other) };
        }),
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return () => ({ stock: null, substitutes: [] });
    throw error;
  }
}

function substitutesOf(analogues: readonly AnalogueRecord[]): Map<ProductId, ProductId[]> {
  const found = new Map<ProductId, ProductId[]>();
  for (const { productId: id, analogueId } of analogues) found.set(id, [...(found.get(id) ?? []), analogueId]);
  return found;
}

/** Units over all stores that sell; 0 = none left, null = the source has no stock at all. */
function stockOf(records: readonly StockRecord[] | null): (id: ProductId) => number | null {
  if (records === null) return () => null;
  const total = new Map<ProductId, number>();
  for (const { productId: id, amount } of records) total.set(id, (total.get(id) ?? 0) + amount);
  return (id) => total.get(id) ?? 0;
}
