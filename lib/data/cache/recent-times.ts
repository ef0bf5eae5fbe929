import { quantileSorted } from "@/lib/numeric/quantile";

export interface LatencyFigures {
  /** Since the process started. */
  readonly requests: number;
  /** Milliseconds, of the last requests; null before the first. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

const KEPT = 512;

/** Times of the last requests, in a ring. */
export class RecentTimes {
  private readonly ms = new Float64Array(KEPT);
  private requests = 0;

  add(ms: number): void {
    this.ms[this.requests % KEPT] = ms;
    this.requests++;
  }

  figures(): LatencyFigures {
    const sorted = this.ms.slice(0, Math.min(this.requests, KEPT)).sort();
    return {
      requests: this.requests,
      p50Ms: quantileSorted(sorted, 0.5),
      p95Ms: quantileSorted(sorted, 0.95),
    };
  }
}
