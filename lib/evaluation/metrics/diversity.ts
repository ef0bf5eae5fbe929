/** Distinct product groups / length of the first k; items without a group are left out, null when none has one. */
export function diversity(items: Int32Array, k: number, groupOf: Int32Array): number | null {
  const groups = new Set<number>();
  let grouped = 0;
  const end = Math.min(k, items.length);
  for (let place = 0; place < end; place++) {
    const group = groupOf[items[place]];
    if (group < 0) continue;
    grouped++;
    groups.add(group);
  }
  return grouped === 0 ? null : groups.size / grouped;
}
