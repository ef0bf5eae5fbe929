import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, inflateRawSync } from "node:zlib";

/** Changes with the layout below; what another version wrote reads as garbage. */
const MAGIC = Buffer.from("PWC1", "latin1");
const PLAIN = 0;
const DEFLATED = 1;
const FLAG_AT = MAGIC.length;
const SUM_AT = FLAG_AT + 1;
const SUM_BYTES = 16;
const HEADER_BYTES = SUM_AT + SUM_BYTES;

/** From this size of text on a value is compressed; below it the round trip costs more than the bytes. */
const COMPRESS_FROM = 2048;
/** No envelope is larger, and no text in one. A recommendation of 2 x 200 rows over 10,000 lines is about 1 MB. */
export const MAX_ENVELOPE_BYTES = 8 * 1024 * 1024;
const MAX_TEXT_BYTES = 4 * MAX_ENVELOPE_BYTES;

const deflate = promisify(deflateRaw);

/** The checksum covers the key too, so that bytes copied under another key are garbage there. */
function checksum(key: string, flag: number, payload: Uint8Array): Buffer {
  const hash = createHash("sha256").update(`${key.length}:${key}:${flag}:`).update(payload);
  return hash.digest().subarray(0, SUM_BYTES);
}

/**
 * Plain data as bytes: magic, flag, checksum, then JSON, compressed when long. null = it cannot be kept: too large, or
 * with a number that JSON does not have (NaN, an infinity), which would come back as null.
 */
export async function encodeEnvelope(key: string, value: unknown): Promise<Buffer | null> {
  let isJson = true;
  const json = JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part === "number" && !Number.isFinite(part)) isJson = false;
    return part;
  });
  const text = Buffer.from(json, "utf8");
  if (!isJson || text.length > MAX_TEXT_BYTES) return null;
  const flag = text.length < COMPRESS_FROM ? PLAIN : DEFLATED;
  const payload = flag === PLAIN ? text : await deflate(text, { level: 1 });
  if (payload.length + HEADER_BYTES > MAX_ENVELOPE_BYTES) return null;
  return Buffer.concat([MAGIC, Buffer.of(flag), checksum(key, flag, payload), payload]);
}

/** The value in an envelope written for the key; null for anything else. Never throws. */
export function decodeEnvelope(key: string, bytes: Buffer): { readonly value: unknown } | null {
  if (bytes.length <= HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const flag = bytes[FLAG_AT];
  const payload = bytes.subarray(HEADER_BYTES);
  if (!checksum(key, flag, payload).equals(bytes.subarray(SUM_AT, HEADER_BYTES))) return null;
  try {
    const text = flag === DEFLATED ? inflateRawSync(payload, { maxOutputLength: MAX_TEXT_BYTES }) : payload;
    return { value: JSON.parse(text.toString("utf8")) };
  } catch {
    return null;
  }
}
