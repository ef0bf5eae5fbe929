import type { PulledDataset, PullMode, PullStep } from "@/lib/data/pull/pull-dataset";
import type { ServiceContext } from "./service-context";

export interface SnapshotRefreshed {
  readonly snapshotId: string;
  /** Whether the data is another than before. */
  readonly isNew: boolean;
  /** What was done: `full` also where an incremental pull had nothing to build on. */
  readonly mode: PullMode;
  /** Lines that count, and how many lines were read from the source for it. */
  readonly lines: number;
  readonly linesRead: number;
  readonly bucketsReread: number;
  readonly orders: number;
  readonly agreements: number;
  readonly customers: number;
  readonly products: number;
  readonly warnings: readonly string[];
  readonly seconds: number;
}

export interface RefreshProgress {
  /** Of 1000, over the whole run. */
  readonly done: number;
  readonly total: number;
  readonly step: PullStep["step"];
}

const TOTAL = 1000;
/** Where each step begins and ends in the whole, by what it took at a million lines. */
const SPAN: Readonly<Record<PullStep["step"], readonly [from: number, to: number]>> = {
  compare: [0, 80],
  reference: [80, 250],
  lines: [250, 550],
  store: [550, 700],
  snapshot: [700, 980],
  publish: [980, TOTAL],
};

/**
 * A new dataset from what the order database holds now, swapped in when it is whole: `incremental` reads what is new or
 * differs, `full` everything. For a demo or an import it is built anew under the settings of now. Throws AppError
 * `unavailable` when the source stops answering; the data that serves then stays.
 */
export async function refreshSnapshot({
  context,
  mode,
  onProgress = () => undefined,
  signal,
}: {
  context: ServiceContext;
  mode: PullMode;
  onProgress?: (progress: RefreshProgress) => void;
  signal?: AbortSignal;
}): Promise<SnapshotRefreshed> {
  const startedMs = performance.now();
  const before = await context.snapshots.current().catch(() => null);
  const pulled: PulledDataset = await context.puller.pull({
    mode,
    signal: signal ?? null,
    onProgress: ({ step, done, total }) => {
      const [from, to] = SPAN[step];
      const share = total ? Math.min(1, done / total) : 0;
      onProgress({ step, done: Math.round(from + share * (to - from)), total: TOTAL });
    },
  });
  const { snapshotId, counts, warnings } = pulled.manifest;
  return {
    snapshotId,
    isNew: before?.snapshot.id !== snapshotId,
    mode: pulled.mode,
    lines: counts.lines,
    linesRead: pulled.linesRead,
    bucketsReread: pulled.bucketsReread,
    orders: counts.orders,
    agreements: counts.agreements,
    customers: counts.customers,
    products: counts.products,
    warnings,
    seconds: (performance.now() - startedMs) / 1000,
  };
}
