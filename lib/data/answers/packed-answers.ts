import type { FileHandle } from "node:fs/promises";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { constants, crc32, deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { indexBytes, readShardIndex, rowsOfHead, type ShardEntry, shardName, shardsIn } from "./answer-shard";

/** Which answers: those of one dataset, to one kind of question (model, rules, length, instant). */
export interface AnswerSet {
  readonly snapshotId: string;
  /** Letters and digits. */
  readonly setKey: string;
}

export interface PackedFigures {
  readonly reads: number;
  readonly hits: number;
  /** Rows that were not what was written. */
  readonly garbage: number;
  /** Mean time of a hit; null before the first. */
  readonly meanReadMs: number | null;
}

/**
 * Answers computed ahead, in `answers/<snapshot>-<set>/` of the data directory. They need no Redis, and nothing in them goes
 * stale: another snapshot, model or rule is another folder.
 */
export interface PackedAnswers {
  /** The answer kept for the agreement under the key; null = none. Never throws. */
  find(set: AnswerSet, wanted: { readonly user: number; readonly key: Uint8Array }): Promise<unknown>;
  /** Keys that are kept, by agreement. */
  keys(set: AnswerSet): Promise<ReadonlyMap<number, Buffer>>;
  /** The folder that takes the set's shards, made when it is not there, and the next free number. */
  place(set: AnswerSet): Promise<{ readonly folder: string; readonly nextShard: number }>;
  /** Removes all but this set and the one used before it. */
  prune(set: AnswerSet): Promise<void>;
  figures(): PackedFigures;
  close(): Promise<void>;
}

interface OpenSet {
  readonly name: string;
  readonly folder: string;
  readonly entries: Map<number, ShardEntry & { readonly file: FileHandle }>;
  readonly files: FileHandle[];
  readonly shards: Set<number>;
  checkedAtMs: number;
}

const ANSWERS_FOLDER = "answers";
/** Of the snapshot's SHA-256 in a folder's name; the keys of the answers hold all of it. */
const SNAPSHOT_DIGITS = 16;
/** A running job adds shards: the folder is looked at again after so long. */
const RECHECK_MS = 5000;
/** The set of now and the one before it: other processes still serve it, and a promotion may be taken back. */
const KEPT_SETS = 2;
const MOST_TEXT_BYTES = 32 * 2 ** 20;

/** First byte of a row: how the rest is compressed. */
const DEFLATED = 1;
const ZSTD = 2;
const ZSTD_LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Plain data as the bytes of a row. Zstandard takes a quarter of deflate's time; Node before 22.15 does not have it. */
export function packAnswer(answer: unknown): Buffer {
  const text = JSON.stringify(answer);
  if (typeof zstdCompressSync !== "function")
    return Buffer.concat([Buffer.of(DEFLATED), deflateRawSync(text, { level: 1 })]);
  return Buffer.concat([Buffer.of(ZSTD), zstdCompressSync(text, ZSTD_LEVEL)]);
}

/** Throws on what `packAnswer` did not write. */
function unpackAnswer(bytes: Buffer): unknown {
  const inflate = bytes[0] === ZSTD ? zstdDecompressSync : inflateRawSync;
  return JSON.parse(inflate(bytes.subarray(1), { maxOutputLength: MOST_TEXT_BYTES }).toString("utf8"));
}

export function createPackedAnswers({
  dataDir,
  nowMs = () => performance.now(),
}: {
  dataDir: string;
  nowMs?: () => number;
}): PackedAnswers {
  let current: OpenSet | null = null;
  let opening: Promise<OpenSet> | null = null;
  const count = { reads: 0, hits: 0, garbage: 0, readMs: 0 };

  const root = join(dataDir, ANSWERS_FOLDER);
  const folderName = ({ snapshotId, setKey }: AnswerSet) => `${snapshotId.slice(0, SNAPSHOT_DIGITS)}-${setKey}`;
  const folderOf = (set: AnswerSet) => join(root, folderName(set));

  /** Reads the indices of shards that came since the last look. */
  async function renew(set: OpenSet): Promise<void> {
    set.checkedAtMs = nowMs();
    for (const shard of await shardsIn(set.folder)) {
      if (set.shards.has(shard)) continue;
      set.shards.add(shard);
      const opened = await openShard(join(set.folder, shardName(shard)));
      if (opened === null) {
        count.garbage++;
        continue;
      }
      set.files.push(opened.file);
      for (const entry of opened.entries) set.entries.set(entry.user, { ...entry, file: opened.file });
    }
  }

  async function opened(wanted: AnswerSet): Promise<OpenSet> {
    const name = folderName(wanted);
    if (current?.name === name && nowMs() - current.checkedAtMs < RECHECK_MS) return current;
    if (opening !== null) await opening;
    opening ??= (async () => {
      if (current?.name !== name) {
        const previous = current;
        current = null;
        // A request may be about to read from the old set's files.
        if (previous !== null) setTimeout(() => void closeAll(previous), RECHECK_MS).unref();
        current = { name, folder: folderOf(wanted), entries: new Map(), files: [], shards: new Set(), checkedAtMs: 0 };
      }
      await renew(current);
      return current;
    })().finally(() => {
      opening = null;
    });
    return opening;
  }

  return {
    async find(set, { user, key }) {
      count.reads++;
      const startedMs = performance.now();
      try {
        const entry = (await opened(set)).entries.get(user);
        if (entry === undefined || !entry.key.equals(key)) return null;
        const bytes = Buffer.allocUnsafe(entry.length);
        const { bytesRead } = await entry.file.read(bytes, 0, entry.length, entry.at);
        if (bytesRead !== entry.length || crc32(bytes) !== entry.crc) {
          count.garbage++;
          return null;
        }
        const value = unpackAnswer(bytes);
        count.hits++;
        count.readMs += performance.now() - startedMs;
        return value;
      } catch {
        // Slower without it, never wrong.
        count.garbage++;
        return null;
      }
    },
    async keys(set) {
      const { entries } = await opened(set);
      return new Map(Array.from(entries.values(), (entry) => [entry.user, entry.key]));
    },
    async place(set) {
      const folder = folderOf(set);
      await mkdir(folder, { recursive: true });
      return { folder, nextShard: ((await shardsIn(folder)).at(-1) ?? -1) + 1 };
    },
    async prune(set) {
      const names = (await readdir(root)).filter((name) => name !== folderName(set));
      const dated = await Promise.all(
        names.map(async (name) => ({ name, atMs: (await stat(join(root, name))).mtimeMs })),
      );
      const old = dated.sort((a, b) => b.atMs - a.atMs).slice(KEPT_SETS - 1);
      for (const { name } of old) await rm(join(root, name), { recursive: true, force: true });
    },
    figures: () => ({
      reads: count.reads,
      hits: count.hits,
      garbage: count.garbage,
      meanReadMs: count.hits === 0 ? null : count.readMs / count.hits,
    }),
    async close() {
      if (current !== null) await closeAll(current);
      current = null;
    },
  };
}

async function openShard(path: string): Promise<{ file: FileHandle; entries: ShardEntry[] } | null> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(indexBytes(0));
    await file.read(head, 0, head.length, 0);
    const rows = rowsOfHead(head);
    const { size } = await file.stat();
    if (rows !== null && indexBytes(rows) <= size) {
      const index = Buffer.alloc(indexBytes(rows));
      await file.read(index, 0, index.length, 0);
      const entries = readShardIndex(index);
      if (entries !== null) return { file, entries };
    }
  } catch {
    // Told as garbage by the caller.
  }
  await file.close();
  return null;
}

async function closeAll({ files }: OpenSet): Promise<void> {
  for (const file of files) await file.close().catch(() => undefined);
}
