import type { ProductRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import { compareIds, type ProductId, productId } from "@/lib/domain/ids";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { searchIndexSteps } from "@/lib/scoring/search/build-search-index";
import type { SearchIndex } from "@/lib/scoring/search/search-index";
import { type TextTable, textAt, textTableOf } from "@/lib/scoring/search/text-table";
import type { ServiceContext } from "./service-context";

/** Every product of the order database, to be searched and named without asking it. */
export interface ProductCatalogue {
  readonly index: SearchIndex;
  readonly length: number;
  productAt(document: number): Omit<ProductRecord, "packingStandard">;
  /** undefined for a product that is not in it. */
  documentOf(id: string): number | undefined;
}

type Context = Pick<ServiceContext, "erp" | "analytics" | "derived" | "nowSec">;

interface Kept {
  readonly catalogue: Promise<ProductCatalogue>;
  /** Set after the order database did not answer: when to ask it again. */
  retryAtSec: number | null;
}

const RETRY_SEC = 60;
const NAME = "catalogue";

/**
 * The catalogue of the current data set. It is read and indexed at the first question, in short steps between which other
 * requests are answered. While the order database does not answer, the products of the snapshot serve.
 */
export function productCatalogue(context: Context, snapshot: Snapshot): Promise<ProductCatalogue> {
  const { derived, nowSec } = context;
  const keep = () => derived.of(snapshot, NAME, () => read(context, snapshot));
  const known = keep();
  if (known.retryAtSec === null || nowSec() < known.retryAtSec) return known.catalogue;
  derived.forget(snapshot, NAME);
  return keep().catalogue;
}

function read(context: Context, snapshot: Snapshot): Kept {
  const kept: Kept = { retryAtSec: null, catalogue: build() };
  // A failure is no catalogue: the next caller tries again.
  kept.catalogue.catch(() => context.derived.forget(snapshot, NAME));
  return kept;

  async function build(): Promise<ProductCatalogue> {
    const records = await context.erp.catalogue().catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
      kept.retryAtSec = context.nowSec() + RETRY_SEC;
      return [];
    });
    return await indexed(withSold(records, snapshot), buyersOf(context, snapshot));
  }
}

/** Products that were sold and have gone from the catalogue since are searched too: lists still name them. */
function withSold(records: readonly ProductRecord[], { items }: Snapshot): ProductRecord[] {
  const known = new Set<string>(records.map((record) => record.productId));
  const gone = items.productId.flatMap((id, item): ProductRecord[] =>
    known.has(id)
      ? []
      : [
          {
            productId: id,
            code: items.code[item],
            name: items.name[item],
            nameUk: items.nameUk[item] || null,
            oeNumber: null,
            packingStandard: items.packingStandard[item],
          },
        ],
  );
  if (gone.length === 0) return [...records];
  return [...records, ...gone].sort((a, b) => compareIds(a.productId, b.productId));
}

/** How many customers bought a product within the last year: of equally good finds the better seller comes first. */
function buyersOf({ analytics }: Context, snapshot: Snapshot): (id: ProductId) => number {
  const { index, population } = analytics.at(snapshot, defaultAsOfSec(snapshot));
  const { buyers } = population.demand.ofAll;
  return (id) => {
    const item = index.itemOf.get(id);
    return item === undefined ? 0 : buyers[item];
  };
}

async function indexed(
  records: readonly ProductRecord[],
  buyers: (id: ProductId) => number,
): Promise<ProductCatalogue> {
  const steps = searchIndexSteps(
    records.map(({ productId: id, code, oeNumber, name, nameUk }) => ({
      code: code || id,
      otherCodes: oeNumber === null ? [] : [oeNumber],
      text: nameUk === null ? name : `${name} ${nameUk}`,
      weight: buyers(id),
    })),
  );
  let step = steps.next();
  while (!step.done) {
    await new Promise((resolve) => setImmediate(resolve));
    step = steps.next();
  }
  const table = (pick: (record: ProductRecord) => string): TextTable => textTableOf(records.map(pick));
  const columns = {
    id: table((record) => record.productId),
    code: table((record) => record.code),
    name: table((record) => record.name),
    nameUk: table((record) => record.nameUk ?? ""),
    oeNumber: table((record) => record.oeNumber ?? ""),
  };
  return {
    index: step.value,
    length: records.length,
    productAt: (document) => ({
      productId: productId(textAt(columns.id, document)),
      code: textAt(columns.code, document),
      name: textAt(columns.name, document),
      nameUk: textAt(columns.nameUk, document) || null,
      oeNumber: textAt(columns.oeNumber, document) || null,
    }),
    documentOf: (id) => documentOf(columns.id, id),
  };
}

/** By halves: the ids ascend. */
function documentOf(ids: TextTable, id: string): number | undefined {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareIds(textAt(ids, middle), id);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
