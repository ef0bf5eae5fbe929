import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { isMissing } from "@/lib/data/snapshots/dataset-folder";

/**
 * A shard holds the answers of some agreements, little-endian:
 *
 *     0   8  magic "PWANS\0\0\1", the last byte is the version
 *     8   4  number of rows, 4 bytes of zero
 *     16     one entry a row: user (4), length (4), place in the file (8), CRC-32 of the bytes (4), 4 of zero, key (16)
 *            then the rows' bytes
 *
 * A shard is written beside, synced and renamed: one that is there is whole. Shards of one set are numbered; where two hold
 * an agreement, the later one is right.
 */
const MAGIC = Buffer.from("PWANS\0\0\u0001", "latin1");
const HEADER_BYTES = 16;
const ENTRY_BYTES = 40;
const KEY_AT = 24;
export const KEY_BYTES = 16;
const SHARD = /^shard-(\d{6})\.bin$/;

export interface AnswerRow {
  /** Index of the agreement in the snapshot. */
  readonly user: number;
  /** Names all that the answer depends on. */
  readonly key: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface ShardEntry {
  readonly user: number;
  readonly key: Buffer;
  readonly at: number;
  readonly length: number;
  readonly crc: number;
}

export const shardName = (shard: number) => `shard-${String(shard).padStart(6, "0")}.bin`;

/** Numbers of the shards in a folder, ascending; none where there is no folder. */
export async function shardsIn(folder: string): Promise<number[]> {
  try {
    const names = await readdir(folder);
    return names
      .flatMap((name) => SHARD.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Writes a shard; what a killed process leaves has another name and is no shard. Returns its bytes. */
export async function writeShard(folder: string, shard: number, rows: readonly AnswerRow[]): Promise<number> {
  const index = Buffer.alloc(HEADER_BYTES + rows.length * ENTRY_BYTES);
  MAGIC.copy(index);
  index.writeUInt32LE(rows.length, MAGIC.length);
  let at = index.length;
  rows.forEach(({ user, key, bytes }, row) => {
    const entry = HEADER_BYTES + row * ENTRY_BYTES;
    index.writeInt32LE(user, entry);
    index.writeUInt32LE(bytes.length, entry + 4);
    index.writeDoubleLE(at, entry + 8);
    index.writeUInt32LE(crc32(bytes), entry + 16);
    index.set(key, entry + KEY_AT);
    at += bytes.length;
  });
  const beside = join(folder, `.shard-${process.pid}-${randomBytes(4).toString("hex")}`);
  const file = await open(beside, "wx");
  try {
    await file.writev([index, ...rows.map(({ bytes }) => bytes)]);
    await file.sync();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, shardName(shard)));
  return at;
}

/** The index of a shard; null for a file that is none. */
export function readShardIndex(bytes: Buffer): ShardEntry[] | null {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const rows = bytes.readUInt32LE(MAGIC.length);
  if (bytes.length < HEADER_BYTES + rows * ENTRY_BYTES) return null;
  return Array.from({ length: rows }, (_, row) => {
    const entry = HEADER_BYTES + row * ENTRY_BYTES;
    return {
      user: bytes.readInt32LE(entry),
      length: bytes.readUInt32LE(entry + 4),
      at: bytes.readDoubleLE(entry + 8),
      crc: bytes.readUInt32LE(entry + 16),
      key: bytes.subarray(entry + KEY_AT, entry + KEY_AT + KEY_BYTES),
    };
  });
}

/** Bytes of the index of a shard with so many rows; `rowsOfHead` reads the number from the first 16. */
export const indexBytes = (rows: number) => HEADER_BYTES + rows * ENTRY_BYTES;
export const rowsOfHead = (head: Buffer) =>
  head.length >= HEADER_BYTES && head.subarray(0, MAGIC.length).equals(MAGIC) ? head.readUInt32LE(MAGIC.length) : null;
