import type { GroupDemand } from "@/lib/scoring/popularity";
import type { Population } from "@/lib/scoring/population";

/** The same statistics, with the buyers of each product (megabytes a group) in memory that threads share instead of copying. */
export function sharePopulation(population: Population): Population {
  const { ofSegment, ofRegion, ofAll } = population.demand;
  const ofEach = <Key>(groups: ReadonlyMap<Key, GroupDemand>) =>
    new Map(Array.from(groups, ([key, group]) => [key, shared(group)] as const));
  return {
    ...population,
    demand: { ofSegment: ofEach(ofSegment), ofRegion: ofEach(ofRegion), ofAll: shared(ofAll) },
  };
}

function shared({ customers, buyers }: GroupDemand): GroupDemand {
  const copy = new Int32Array(new SharedArrayBuffer(buyers.byteLength));
  copy.set(buyers);
  return { customers, buyers: copy };
}
