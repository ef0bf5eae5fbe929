import type { PullQueries } from "@/lib/data/erp/pull-queries";
import { allRows, type PullSource } from "./pull-source";

/** Order ids from the first to the last, both included. */
export interface IdRange {
  readonly fromId: bigint;
  readonly toId: bigint;
}

/** What must be read again, in terms of a mirror that an earlier pull filled. */
export interface ReadingPlan {
  /** Orders from here on are read again, whatever the comparison says: what is new changes most. */
  readonly sinceSec: number;
  /** Of the older orders: first ids of the fine buckets that differ, ascending, ... */
  readonly buckets: readonly bigint[];
  /** ... and everything from here on: the start of the bucket with the greatest id that the mirror knows. */
  readonly tailFromId: bigint;
}

export interface BucketWidths {
  /** Ids a bucket of the first comparison. */
  readonly coarse: number;
  /** Ids a bucket of the second one, and of what is read again; a divisor of `coarse`. */
  readonly fine: number;
}

/** At 1.74 lines an order the first comparison of 10 million orders is 160 rows, and one change reads 450 lines again. */
export const BUCKET_WIDTHS: BucketWidths = { coarse: 65_536, fine: 256 };

/** Bounds rather than no condition, so that one statement serves all. Far below zero no table begins to count. */
const LEAST_ID = -(2n ** 62n);
export const MOST_ID = 2n ** 63n - 1n;
/** With more differing coarse buckets one pass over all is cheaper than a statement each. */
const MOST_REFINED = 32;

interface Side {
  readonly source: PullSource;
  readonly queries: PullQueries;
}

/**
 * Compares the source with the mirror bucket by bucket and says what to read again so that both hold the same lines. A line
 * that came, went, changed in any column or moved between orders changes the sums of its bucket, whatever its age. null:
 * the mirror is empty.
 */
export async function planReading({
  source,
  mirror,
  widths,
  rereadSec,
}: {
  source: Side;
  mirror: Side;
  widths: BucketWidths;
  /** Orders of so long before the mirror's newest are read again without comparing. */
  rereadSec: number;
}): Promise<ReadingPlan | null> {
  const [[greatestId, newestSec]] = await allRows(mirror.source, mirror.queries.extent, {});
  if (greatestId === null) return null;
  const sinceSec = Math.max(0, Number(newestSec) - rereadSec);
  const tailFromId = bucketOf(BigInt(greatestId as string), widths.fine);
  const differing = async (width: number, range: IdRange) => {
    const ask = (side: Side) => sumsOf(side, { width, range, before: sinceSec });
    const asked = [ask(source), ask(mirror)] as const;
    // Both end before the failure of one is told: whoever hears of it closes the mirror or asks the source for everything.
    await Promise.allSettled(asked);
    const [theirs, ours] = await Promise.all(asked);
    const known = new Set([...theirs.keys(), ...ours.keys()]);
    return [...known].filter((bucket) => theirs.get(bucket) !== ours.get(bucket)).map(BigInt);
  };
  const all = { fromId: LEAST_ID, toId: tailFromId - 1n };
  const coarse = (await differing(widths.coarse, all)).sort(ascending);
  const ranges = coarse.length > MOST_REFINED ? [all] : mergeBuckets(coarse, widths.coarse);
  const fine: bigint[] = [];
  for (const { fromId, toId } of ranges) {
    fine.push(...(await differing(widths.fine, { fromId, toId: toId < tailFromId ? toId : tailFromId - 1n })));
  }
  return { sinceSec, buckets: fine.sort(ascending), tailFromId };
}

/** Neighbouring buckets as one range each. */
export function mergeBuckets(buckets: readonly bigint[], width: number): IdRange[] {
  const ranges: { fromId: bigint; toId: bigint }[] = [];
  for (const bucket of buckets) {
    const last = ranges.at(-1);
    const toId = bucket + BigInt(width) - 1n;
    if (last !== undefined && last.toId === bucket - 1n) last.toId = toId;
    else ranges.push({ fromId: bucket, toId });
  }
  return ranges;
}

/** First id of the bucket, also for ids below zero. */
export function bucketOf(id: bigint, width: number): bigint {
  const wide = BigInt(width);
  return id - (((id % wide) + wide) % wide);
}

const ascending = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** Count and sums by bucket, all as the text that the engine gave. */
async function sumsOf(
  { source, queries }: Side,
  { width, range, before }: { width: number; range: IdRange; before: number },
): Promise<Map<string, string>> {
  const values = { before, from_id: String(range.fromId), to_id: String(range.toId) };
  const rows = await allRows(source, queries.sums(width), values);
  return new Map(rows.map(([bucket, count, a, b]) => [String(bucket), `${count} ${a} ${b}`]));
}
