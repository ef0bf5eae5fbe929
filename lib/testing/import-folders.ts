import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createCurrentErp } from "@/lib/data/duckdb/current-erp";
import { importDataset } from "@/lib/data/import/import-dataset";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";

export type ImportFiles = Readonly<Record<string, string | Uint8Array>>;

export const IMPORT_HEADER = "order_id,ordered_at,customer_id,product_id,quantity,unit_price\n";
export const IMPORT_GOOD_LINE = "1,2024-01-05 10:00:00,7,P1,2,3.5\n";

/** For one test file: folders to import below a temporary one, gone at the end, and what an import of them answers. */
export function importFolders() {
  let root: string;
  let count = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "partwise-import-"));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  async function folderOf(files: ImportFiles): Promise<string> {
    const folder = join(root, `in-${count++}`);
    await mkdir(folder);
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return folder;
  }

  async function importOf(files: ImportFiles | string, dataDir = join(root, `data-${count++}`)) {
    const folder = typeof files === "string" ? files : await folderOf(files);
    const result = await importDataset({
      folder,
      dataDir,
      settings: { excludedProductIds: [], dropWidelyBought: false },
    });
    const store = createSnapshotStore({ dataDir });
    const erp = createCurrentErp({ store });
    const { snapshot } = await store.current();
    const rejected = await store.rejectedLines({ offset: 0, limit: 100 });
    return { ...result, store, erp, snapshot, rejected, dataDir };
  }

  /** A place below the temporary folder. */
  const pathOf = (name: string) => join(root, name);

  return { folderOf, importOf, pathOf };
}
