import { type Companion, goesWith } from "@/lib/scoring/product/goes-with";
import { type ItemBuyer, type ItemPurchases, itemBuyer, itemPurchases } from "@/lib/scoring/product/item-buyers";
import type { Analytics } from "./analytics";
import { itemLinesFor } from "./product-facts";
import { rememberLast } from "./remember-last";
import type { ServiceContext } from "./service-context";

/** What everybody's purchases of one product say, whoever may see whom. */
export interface ItemFigures {
  readonly purchases: readonly ItemPurchases[];
  /** Of the purchases, in their order. */
  readonly buyers: readonly ItemBuyer[];
  readonly goesWith: readonly Companion[];
}

const COMPANIONS = 10;
/** Products kept for a population: a part that thousands buy takes some megabytes. */
const KEPT_ITEMS = 16;

/** Kept for the population (of one snapshot, instant and rules) that they follow from. */
export function itemFigures(
  at: Analytics,
  item: number,
  { derived, rules }: Pick<ServiceContext, "derived" | "rules">,
): ItemFigures {
  const kept = derived.of(at.population, "item-figures", () => new Map<string, ItemFigures>());
  return rememberLast(kept, String(item), () => figuresOf(at, item, { derived, rules }), KEPT_ITEMS);
}

function figuresOf(
  { snapshot, population, asOfSec }: Analytics,
  item: number,
  { derived, rules }: Pick<ServiceContext, "derived" | "rules">,
): ItemFigures {
  const { lines } = snapshot;
  const itemLines = itemLinesFor({ derived }, snapshot);
  const purchases = itemPurchases(lines, { itemLines, item, asOfSec });
  const packingStandard = snapshot.items.packingStandard[item];
  const { rates } = population;
  return {
    purchases,
    buyers: purchases.map((one) => itemBuyer(one, { item, asOfSec, rules, rates, packingStandard })),
    goesWith: goesWith(lines, { itemLines, item, asOfSec, limit: COMPANIONS }),
  };
}
