import { join } from "node:path";
import type { ErpSettings } from "@/lib/data/erp/erp-settings";
import type { ErpPort } from "@/lib/data/ports";
import { ERP_FILE } from "@/lib/data/snapshots/dataset-folder";
import type { SnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { AppError } from "@/lib/domain/app-error";
import { openDuckDbErp } from "./duckdb-erp";
import { rememberAnswers } from "./remember-answers";

/** A request that got hold of the old file just before the swap may still be about to ask it. */
const GRACE_MS = 10_000;

function closeLater(erp: Promise<ErpPort>): void {
  const close = () => void erp.then((opened) => opened.close()).catch(() => undefined);
  setTimeout(close, GRACE_MS).unref();
}

/**
 * The order database that belongs to the snapshot being served: when a job swapped in another dataset, the next call opens
 * its file and the old one is closed a little later. Products that the dataset leaves out are
 * left out of the live history too.
 */
export function createCurrentErp({
  store,
  settings = {},
}: {
  store: Pick<SnapshotStore, "current">;
  settings?: Partial<ErpSettings>;
}): ErpPort {
  let open: { readonly dataset: string; readonly erp: Promise<ErpPort> } | null = null;
  let isClosed = false;

  async function current(): Promise<ErpPort> {
    if (isClosed)
      throw new AppError("unavailable", "The order database was closed.", { remedy: "Try again in a moment." });
    const { dataset, folder, manifest } = await store.current();
    if (open?.dataset === dataset) return open.erp;
    const previous = open;
    const excludedProductIds = [...new Set([...(settings.excludedProductIds ?? []), ...manifest.excludedProductIds])];
    const opening = {
      dataset,
      erp: openDuckDbErp({ file: join(folder, ERP_FILE), settings: { ...settings, excludedProductIds } }).then(
        rememberAnswers,
      ),
    };
    open = opening;
    if (previous) closeLater(previous.erp);
    try {
      return await opening.erp;
    } catch (error) {
      // The next call tries again.
      if (open === opening) open = null;
      throw error;
    }
  }

  return {
    customersInScope: async (scope) => (await current()).customersInScope(scope),
    customer: async (scope, id) => (await current()).customer(scope, id),
    agreementsInScope: async (scope) => (await current()).agreementsInScope(scope),
    agreementsOfCustomer: async (scope, id) => (await current()).agreementsOfCustomer(scope, id),
    agreement: async (scope, customer, agreement) => (await current()).agreement(scope, customer, agreement),
    agreementHistory: async (scope, question) => (await current()).agreementHistory(scope, question),
    products: async (ids) => (await current()).products(ids),
    catalogue: async () => (await current()).catalogue(),
    stock: async (ids) => (await current()).stock(ids),
    analogues: async (ids) => (await current()).analogues(ids),
    personByEmail: async (email) => (await current()).personByEmail(email),
    people: async () => (await current()).people(),
    describe: async () => (await current()).describe(),
    close: async () => {
      isClosed = true;
      await (await open?.erp.catch(() => null))?.close();
    },
  };
}
