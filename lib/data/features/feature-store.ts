import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText, withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { forEachRow } from "@/lib/data/duckdb/for-each-row";
import { isMissing, removeAbandonedBuilds, syncFile, writeFileDurably } from "@/lib/data/snapshots/dataset-folder";
import { AppError } from "@/lib/domain/app-error";
import { type FeatureFacts, type FeatureKey, type FeatureManifest, featureManifestSchema } from "./feature-manifest";
import type { RowSource } from "./row-source";

/** What does not fit goes to the database file that the rows are staged in. */
const MEMORY_MB = 768;

export interface FeatureColumns {
  readonly rowCount: number;
  /** Empty when the rows are about products alone. */
  readonly agreementId: readonly string[];
  readonly productId: readonly string[];
  /** 1 = bought in the holdout; null = not known. */
  readonly label: Uint8Array | null;
  /** By feature name, in the order asked for; NaN = unknown. */
  readonly features: ReadonlyMap<string, Float32Array>;
}

export interface ReadOptions {
  /** Only the rows of this agreement. */
  readonly agreementId?: string;
  /** Only these features; all by default. */
  readonly features?: readonly string[];
}

export interface StoredFeatures {
  readonly file: string;
  readonly manifest: FeatureManifest;
}

export interface FeatureStore {
  /** Replaces the file of the same key, whole or not at all. */
  write(facts: FeatureFacts, rows: RowSource): Promise<StoredFeatures>;
  /** Throws `not_found`, or `corrupt` when the file holds another set, version or data than its place says. */
  read(key: FeatureKey, options?: ReadOptions): Promise<FeatureColumns>;
  /** Whole files, by set, version, snapshot and cutoff. */
  list(): Promise<StoredFeatures[]>;
}

/**
 * Features as Parquet files `features/<name>-v<version>/<snapshot id>/<cutoff>.parquet` of the data directory, each beside a
 * JSON that says how it was made. The Parquet itself names its set as well, so that a file moved by hand is recognised.
 */
export function openFeatureStore(dataDir: string): FeatureStore {
  const root = join(dataDir, "features");
  const placeOf = ({ featureSet, snapshotId, cutoffSec }: FeatureKey) => ({
    folder: join(root, `${featureSet.name}-v${featureSet.version}`, snapshotId),
    name: new Date(cutoffSec * 1000).toISOString().slice(0, 10),
  });

  async function read(key: FeatureKey, options: ReadOptions = {}): Promise<FeatureColumns> {
    const { folder, name } = placeOf(key);
    const manifest = await manifestOf(join(folder, `${name}.json`));
    if (manifest === null) throw await missing(root, key);
    const file = join(folder, `${name}.parquet`);
    const size = await stat(file)
      .then((found) => found.size)
      .catch(() => -1);
    if (size !== manifest.bytes || markOf(manifest) !== markOf(key)) throw notWhatItSays(key);
    return await withDuckDb(
      ":memory:",
      { access: "read_write", memoryLimitMb: MEMORY_MB, threads: 2 },
      async (connection) => {
        if ((await storedMark(connection, file)) !== markOf(key)) throw notWhatItSays(key);
        return await readColumns(connection, { file, manifest, options });
      },
    );
  }

  return {
    read,
    async write(facts, rows) {
      const checked = featureManifestSchema.omit({ rowCount: true, bytes: true }).safeParse(facts);
      if (!checked.success)
        throw new AppError(
          "invalid_input",
          "A feature file needs a named set, a snapshot and a cutoff at midnight UTC.",
          { cause: checked.error },
        );
      const { folder, name } = placeOf(facts);
      await mkdir(folder, { recursive: true });
      await removeAbandonedBuilds(folder);
      const building = join(folder, `.building-${process.pid}-${randomBytes(4).toString("hex")}`);
      await mkdir(building);
      try {
        const part = join(building, "rows.parquet");
        const rowCount = await copyRows({ building, part, facts, rows });
        await syncFile(part);
        const manifest: FeatureManifest = { ...facts, rowCount, bytes: (await stat(part)).size };
        // Without its JSON a file does not exist: a reader meets the old pair, nothing, or the new pair.
        await rm(join(folder, `${name}.json`), { force: true });
        await rename(part, join(folder, `${name}.parquet`));
        await writeFileDurably({ folder, name: `${name}.json`, text: `${JSON.stringify(manifest, null, 1)}\n` });
        return { file: join(folder, `${name}.parquet`), manifest };
      } finally {
        await rm(building, { recursive: true, force: true });
      }
    },
    async list() {
      const entries = await entriesOf(root);
      const stored: StoredFeatures[] = [];
      for (const path of entries.filter((entry) => entry.endsWith(".json") && !entry.includes(".building-")).sort()) {
        const manifest = await manifestOf(join(root, path));
        if (manifest !== null) stored.push({ file: join(root, path.replace(/json$/, "parquet")), manifest });
      }
      return stored;
    },
  };
}

async function copyRows(input: {
  building: string;
  part: string;
  facts: FeatureFacts;
  rows: RowSource;
}): Promise<number> {
  const { building, part, facts, rows } = input;
  const staging = {
    access: "read_write",
    memoryLimitMb: MEMORY_MB,
    temporaryFolder: join(building, "spill"),
    threads: 2,
  } as const;
  return await withDuckDb(join(building, "rows.duckdb"), staging, async (connection) => {
    // No log of writes: the staging file is thrown away whatever happens.
    await connection.run("SET checkpoint_threshold = '256MB'");
    const select = await rows(connection);
    const copied = await connection.runAndReadAll(
      `COPY (${select}) TO ${sqlText(part)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {partwise_features: ${sqlText(markOf(facts))}})`,
    );
    return Number(copied.getRows()[0][0]);
  });
}

/** What a file is: set, version, data and cutoff. */
const markOf = ({ featureSet, snapshotId, cutoffSec }: FeatureKey) =>
  `${featureSet.name} v${featureSet.version} ${snapshotId} ${cutoffSec}`;

async function storedMark(connection: DuckDBConnection, file: string): Promise<string | null> {
  const rows = await connection
    .runAndReadAll(
      `SELECT DECODE(value) FROM parquet_kv_metadata(${sqlText(file)}) WHERE DECODE(key) = 'partwise_features'`,
    )
    .catch(() => null);
  return (rows?.getRows()[0]?.[0] as string | undefined) ?? null;
}

async function readColumns(
  connection: DuckDBConnection,
  { file, manifest, options }: { file: string; manifest: FeatureManifest; options: ReadOptions },
): Promise<FeatureColumns> {
  const names = options.features ?? manifest.features;
  const unknown = names.find((name) => !manifest.features.includes(name));
  if (unknown !== undefined)
    throw new AppError("invalid_input", `There is no feature "${unknown}" in ${manifest.featureSet.name}.`, {
      field: "features",
    });
  const hasAgreements = manifest.keys.includes("agreement_id");
  const hasLabel = manifest.labelDays !== null;
  const keys = [...(hasAgreements ? ["agreement_id"] : []), "product_id", ...(hasLabel ? ["label"] : [])];
  const where = options.agreementId === undefined ? "" : ` WHERE agreement_id = ${sqlText(options.agreementId)}`;
  const from = `FROM read_parquet(${sqlText(file)})${where}`;
  const counted = await connection.runAndReadAll(`SELECT COUNT(*) ${from}`);
  const rowCount = Number(counted.getRows()[0][0]);
  const agreementId: string[] = [];
  const productId: string[] = [];
  const label = hasLabel ? new Uint8Array(rowCount) : null;
  const columns = names.map(() => new Float32Array(rowCount));
  let row = 0;
  await forEachRow(
    connection,
    `SELECT ${[...keys, ...names].map((name) => `"${name}"`).join(", ")} ${from}`,
    (values) => {
      let at = 0;
      if (hasAgreements) agreementId.push(values[at++] as string);
      productId.push(values[at++] as string);
      if (label !== null) label[row] = values[at++] === true ? 1 : 0;
      for (const column of columns) column[row] = (values[at++] as number | null) ?? Number.NaN;
      row++;
    },
  );
  return {
    rowCount,
    agreementId,
    productId,
    label,
    features: new Map(names.map((name, index) => [name, columns[index]])),
  };
}

async function entriesOf(folder: string): Promise<string[]> {
  return await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function manifestOf(path: string): Promise<FeatureManifest | null> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return featureManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("corrupt", "The description of a feature file is damaged.", {
      remedy: "Build the features again.",
      cause,
    });
  }
}

/** Says so when only another version of the set is stored. */
async function missing(root: string, { featureSet, cutoffSec }: FeatureKey): Promise<AppError> {
  const folders = await readdir(root).catch(() => []);
  const others = folders.filter(
    (folder) => folder.startsWith(`${featureSet.name}-v`) && folder !== `${featureSet.name}-v${featureSet.version}`,
  );
  const stored = others.length === 0 ? "" : ` (stored: ${others.sort().join(", ")})`;
  const day = new Date(cutoffSec * 1000).toISOString().slice(0, 10);
  return new AppError(
    "not_found",
    `There are no features ${featureSet.name} v${featureSet.version} at ${day} of this data${stored}.`,
    {
      remedy: `Build them: npm run features -- --cutoff ${day}`,
    },
  );
}

const notWhatItSays = ({ featureSet }: FeatureKey) =>
  new AppError(
    "corrupt",
    `The stored file does not hold the features ${featureSet.name} v${featureSet.version} that its place says.`,
    {
      remedy: "Build the features again.",
    },
  );
