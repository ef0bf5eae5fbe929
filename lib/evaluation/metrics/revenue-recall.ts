/**
 * Share of the holdout's value that the first k cover. `value[i]` is what was bought of the item at place i;
 * null when nothing in the holdout had a price.
 */
export function revenueRecall(value: Float64Array, k: number, totalValue: number): number | null {
  if (!(totalValue > 0)) return null;
  let covered = 0;
  const end = Math.min(k, value.length);
  for (let place = 0; place < end; place++) covered += value[place];
  return covered / totalValue;
}
