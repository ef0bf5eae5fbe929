/**
 * Time and memory of pulls from a generated order database: a full one, one with nothing changed, one after a day of work
 * (new orders, late prices, validity flips and deletions of any age). Each runs in a process of its own, and so does the source: time
 * and memory are the pull's.
 * `npx tsx lib/testing/bench/pull.ts [--lines 1000000] [--keep FOLDER]`; FOLDER keeps source and datasets for another run.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { type PullMode, pullDataset } from "@/lib/data/pull/pull-dataset";
import { writeBigErp } from "./big-erp";
import { openServedSource } from "./served-source";

const { values } = parseArgs({
  options: {
    lines: { type: "string", default: "1000000" },
    keep: { type: "string" },
    /** Of a process that does one pull. */
    pull: { type: "string" },
    folder: { type: "string" },
  },
});

/** The highest that the process held; the kernel's figure where there is one. */
function peakMb(): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

async function onePull(folder: string, mode: PullMode): Promise<void> {
  const startedMs = performance.now();
  const stepMs: Record<string, number> = {};
  let step = "";
  let stepFromMs = startedMs;
  const source = openServedSource(path.join(folder, "source.duckdb"), "bench");
  const pulled = await pullDataset({
    source,
    dataDir: path.join(folder, "data"),
    mode,
    settings: { excludedProductIds: [], dropWidelyBought: false },
    onProgress: (progress) => {
      if (progress.step === step) return;
      stepMs[step] = (stepMs[step] ?? 0) + performance.now() - stepFromMs;
      stepFromMs = performance.now();
      step = progress.step;
    },
  });
  await source.close();
  stepMs[step] = performance.now() - stepFromMs;
  delete stepMs[""];
  const steps = Object.entries(stepMs).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)}`);
  const { user, system } = process.cpuUsage();
  console.log(
    `${pulled.mode}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s (${steps.join(", ")}), CPU ${((user + system) / 1e6).toFixed(1)} s, ` +
      `${pulled.linesRead} of ${pulled.lines} lines read, peak ${peakMb().toFixed(0)} MB, snapshot ${pulled.manifest.snapshotId.slice(0, 12)}`,
  );
}

function inProcess(folder: string, mode: PullMode): void {
  const child = spawnSync(
    process.execPath,
    [...process.execArgv, import.meta.filename, "--pull", mode, "--folder", folder],
    { stdio: "inherit" },
  );
  if (child.status !== 0) process.exit(1);
}

/** What a day does: 0.05% new lines, 0.02% of all lines priced late, flipped or deleted, wherever they are. */
async function workADay(folder: string, lines: number): Promise<void> {
  const some = Math.max(1, Math.round(lines * 0.0001));
  await withDuckDb(path.join(folder, "source.duckdb"), { access: "read_write" }, async (source) => {
    for (const sql of [
      `INSERT INTO "Order" (ID, ClientAgreementID, Created, UserID, OrderSource, OrderStatus)
SELECT (SELECT MAX(ID) FROM "Order") + i, 1 + i % 20, (SELECT MAX(Created) FROM "Order") + to_seconds(i), 1, 1, 2 FROM range(1, ${3 * some}) t(i)`,
      `INSERT INTO "OrderItem" (ID, OrderID, ProductID, Qty, PricePerItem)
SELECT (SELECT MAX(ID) FROM "OrderItem") + i, (SELECT MAX(ID) FROM "Order") - i // 2, 1 + i % 200, 1, 5 FROM range(1, ${5 * some}) t(i)`,
      `UPDATE "OrderItem" SET PricePerItem = PricePerItem + 1 WHERE hash(ID, 17) % 20000 = 0`,
      `UPDATE "OrderItem" SET IsValidForCurrentSale = NOT IsValidForCurrentSale WHERE hash(ID, 19) % 20000 = 0`,
      `DELETE FROM "OrderItem" WHERE hash(ID, 23) % 10000 = 0`,
    ]) {
      await source.run(sql);
    }
  });
}

if (values.pull !== undefined && values.folder !== undefined) {
  await onePull(values.folder, values.pull as PullMode);
} else {
  const lines = Number(values.lines);
  const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), "partwise-bench-pull-"));
  mkdirSync(folder, { recursive: true });
  try {
    if (!existsSync(path.join(folder, "source.duckdb"))) await writeBigErp(path.join(folder, "source.duckdb"), lines);
    console.log(`${lines} lines in the source`);
    inProcess(folder, "full");
    inProcess(folder, "incremental");
    await workADay(folder, lines);
    inProcess(folder, "incremental");
    inProcess(folder, "full");
  } finally {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
