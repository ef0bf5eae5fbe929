import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { type PlacedColumn, paddingOf, snapshotHead } from "./snapshot-codec";

/**
 * Writes a snapshot from columns in memory and in files, reading those a piece at a time. The file is synced. Returns the
 * snapshot's id, the same as `encodeSnapshot` gives for the same columns.
 */
export async function writeSnapshotFile(
  path: string,
  { columns, dataFromSec, dataToSec }: { columns: readonly PlacedColumn[]; dataFromSec: number; dataToSec: number },
): Promise<string> {
  const { prefix, header } = snapshotHead(columns, { dataFromSec, dataToSec });
  const hash = createHash("sha256").update(prefix);
  const file = await open(path, "wx");
  try {
    await file.writeFile(prefix);
    // The checksum's place, filled when everything behind it is known.
    await file.writeFile(new Uint8Array(hash.copy().digest().length));
    const write = async (bytes: Uint8Array) => {
      hash.update(bytes);
      await file.writeFile(bytes);
    };
    await write(header);
    for (const column of columns) {
      if (column.content instanceof Uint8Array) await write(column.content);
      else for await (const bytes of createReadStream(column.content.path)) await write(bytes as Buffer);
      await write(paddingOf(column));
    }
    const digest = hash.digest();
    await file.write(digest, 0, digest.length, prefix.length);
    await file.sync();
    return digest.toString("hex");
  } finally {
    await file.close();
  }
}
