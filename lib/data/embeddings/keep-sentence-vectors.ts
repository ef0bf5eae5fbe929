import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SentenceEmbedderPort } from "../ports";

/**
 * The same embedder, with what it answered kept in `folder`: a catalogue takes minutes and hardly changes. A file is named by the
 * weights and all texts, so that it is never read for others; a missing or damaged one is made again.
 */
export function keepSentenceVectors(embedder: SentenceEmbedderPort, folder: string): SentenceEmbedderPort {
  return {
    ...embedder,
    async embed(texts) {
      const key = createHash("sha256")
        .update(JSON.stringify([embedder.id, texts]))
        .digest("hex");
      const path = join(folder, `${key.slice(0, 32)}.f32`);
      const known = await read(path, texts.length);
      if (known !== null) return known;
      const vectors = await embedder.embed(texts);
      const checksum = createHash("sha256");
      const body = Buffer.from(Float32Array.from(vectors.rows).buffer);
      await mkdir(folder, { recursive: true });
      const part = `${path}.${process.pid}.part`;
      await writeFile(part, Buffer.concat([checksum.update(body).digest(), body]));
      await rename(part, path);
      return vectors;
    },
  };
}

const CHECKSUM_BYTES = 32;

async function read(path: string, texts: number) {
  const file = await readFile(path).catch(() => null);
  if (file === null || texts === 0) return null;
  const body = file.subarray(CHECKSUM_BYTES);
  const checksum = createHash("sha256").update(body).digest();
  if (!checksum.equals(file.subarray(0, CHECKSUM_BYTES))) return null;
  // A copy starts at an address that a view of floats may have.
  const rows = Float64Array.from(new Float32Array(Uint8Array.from(body).buffer));
  return { dimensions: rows.length / texts, rows };
}
