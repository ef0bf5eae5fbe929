import { topK } from "@/lib/numeric/top-k";
import { DEMAND_WINDOWS_DAYS, type ItemDemand, SIZE_CLASSES } from "./item-demand";

/** Best-sellers, best first, computed once: every customer's candidates start from them. */
export interface PopularHeads {
  /** Of 7, 30 and 90 days. */
  readonly overall: readonly Int32Array[];
  readonly ofClass: readonly Int32Array[];
  readonly ofRegion: readonly Int32Array[];
}

const HEAD = 300;
const OVERALL_DAYS = [7, 30, 90] as const;

export function popularHeads(demand: ItemDemand, itemCount: number): PopularHeads {
  const best = (scores: Float32Array) => topK(scores, HEAD).filter((item) => scores[item] > 0);
  const row = (table: Float32Array, index: number) => table.subarray(index * itemCount, (index + 1) * itemCount);
  const regions = itemCount === 0 ? 0 : demand.regionShare90.length / itemCount;
  return {
    overall: OVERALL_DAYS.map((days) => best(demand.buyers[DEMAND_WINDOWS_DAYS.indexOf(days)])),
    ofClass: Array.from({ length: SIZE_CLASSES }, (_, size) => best(row(demand.classShare60, size))),
    ofRegion: Array.from({ length: regions }, (_, region) => best(row(demand.regionShare90, region))),
  };
}
