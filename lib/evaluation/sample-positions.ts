import type { Random } from "@/lib/numeric/random";

/** At most `count` of the positions, drawn without replacement, ascending; all of them when they are few enough. */
export function samplePositions(positions: Int32Array, count: number, random: Random): Int32Array {
  if (positions.length <= count) return positions;
  const drawn = random.shuffle(Array.from(positions)).slice(0, count);
  return Int32Array.from(drawn).sort();
}
