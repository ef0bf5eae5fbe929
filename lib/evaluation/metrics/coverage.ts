/** Distinct items in the first k of any list / size of the catalogue (items sold before the cutoff). */
export function coverage(lists: readonly Int32Array[], k: number, catalogueSize: number): number | null {
  if (catalogueSize === 0 || lists.length === 0) return null;
  const shown = new Set<number>();
  for (const list of lists) {
    const end = Math.min(k, list.length);
    for (let place = 0; place < end; place++) shown.add(list[place]);
  }
  return shown.size / catalogueSize;
}
