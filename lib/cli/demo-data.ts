/**
 * The data of the demo, generated (`--scale S`) or imported (`--data FOLDER`), unless the same data already serves.
 * Prints progress; ends with one plain line and exit code 1 when it fails.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import { env } from "@/lib/config/env";
import { DEFAULT_DEMO_OPTIONS } from "@/lib/data/demo/demo-options";
import { makeDemoErp } from "@/lib/data/demo/make-demo-erp";
import { readPointer } from "@/lib/data/snapshots/dataset-folder";
import { publishDataset } from "@/lib/data/snapshots/publish-dataset";
import { AppError } from "@/lib/domain/app-error";
import { getContext } from "@/lib/services/context";
import { seedDemoOutcomes } from "@/lib/services/demo/seed-demo-outcomes";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Data made by other code is other data. */
const MAKERS = ["lib/data/demo", "lib/data/erp", "lib/data/import", "lib/data/snapshots", "lib/services/demo"];
/** In the data directory: from what the current dataset was made. */
const MADE_FROM_FILE = "demo-made-from.json";

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

function keyOf(what: { scale: number } | { folder: string }): string {
  const { excludedProductIds, dropSuspectProducts } = env();
  const hash = createHash("sha256").update(JSON.stringify([what, excludedProductIds, dropSuspectProducts]));
  const makers = MAKERS.flatMap((folder) => filesIn(path.join(ROOT, folder))).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  for (const file of makers) hash.update(readFileSync(file));
  if ("folder" in what) {
    for (const file of filesIn(what.folder)) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}`);
    }
  }
  return hash.digest("hex");
}

async function isCurrent(key: string): Promise<boolean> {
  const dataset = await readPointer(env().dataDir);
  try {
    const made = JSON.parse(readFileSync(path.join(env().dataDir, MADE_FROM_FILE), "utf8"));
    return dataset !== null && made.dataset === dataset && made.key === key;
  } catch {
    return false;
  }
}

async function generate(scale: number): Promise<void> {
  const { dataDir, excludedProductIds, dropSuspectProducts } = env();
  const isTerminal = Boolean(process.stdout.isTTY);
  const bar = new SingleBar(
    {
      format: "Making the demo data  {bar}  {percentage}%  {step}",
      hideCursor: true,
      noTTYOutput: !isTerminal,
      notTTYSchedule: 2000,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  bar.start(100, 0, { step: "customers and orders" });
  // Generating takes about two thirds of the time, the snapshot the rest.
  const generated = 65;
  try {
    await publishDataset({
      dataDir,
      kind: "demo",
      detail: `seed ${DEFAULT_DEMO_OPTIONS.seed}, scale ${scale}, until ${DEFAULT_DEMO_OPTIONS.endDate}`,
      settings: { excludedProductIds, dropWidelyBought: dropSuspectProducts },
      fillErp: async (file) => {
        const summary = await makeDemoErp({
          file,
          scale,
          onProgress: ({ done, total }) => bar.update(Math.round((generated * done) / total)),
        });
        return { excludedProductIds: summary.settings.excludedProductIds };
      },
      onProgress: ({ stage, done, total }) => {
        if (stage === "snapshot") {
          bar.update(generated + Math.round(((99 - generated) * done) / (total || 1)), { step: "order history" });
        }
      },
    });
    bar.update(100, { step: "done" });
  } finally {
    bar.stop();
  }
}

function importFrom(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [...process.execArgv, path.join(ROOT, "lib/cli/import.ts"), folder];
    const child = spawn(process.execPath, args, { stdio: "inherit", cwd: ROOT });
    child.once("error", reject);
    // The import command has said why in its own words.
    child.once("close", (code) => (code === 0 ? resolve() : process.exit(code ?? 1)));
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { scale: { type: "string", default: "1" }, data: { type: "string" } } });
  const scale = Number(values.scale);
  const key = keyOf(values.data ? { folder: values.data } : { scale });
  if (await isCurrent(key)) return;
  if (values.data) await importFrom(values.data);
  else {
    await generate(scale);
    const context = await getContext();
    await seedDemoOutcomes(context).finally(() => context.store.close());
  }
  const dataset = await readPointer(env().dataDir);
  writeFileSync(path.join(env().dataDir, MADE_FROM_FILE), `${JSON.stringify({ dataset, key })}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${[error.message, error.remedy].filter(Boolean).join(" ")}\n`);
  process.exit(1);
}
