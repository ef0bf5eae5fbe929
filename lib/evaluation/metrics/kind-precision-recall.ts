/**
 * Precision and recall of one kind of item (repeat = bought before, explore = never). Precision is hits of the
 * kind / items of the kind in the first k, recall hits of the kind / relevant items of the kind; null where the
 * denominator is empty: a gap, never zero.
 */
export function kindPrecisionRecall(
  list: { readonly hits: Uint8Array; readonly isKind: Uint8Array },
  k: number,
  relevantOfKind: number,
): { precision: number | null; recall: number | null } {
  let hits = 0;
  let shown = 0;
  const end = Math.min(k, list.hits.length);
  for (let place = 0; place < end; place++) {
    if (list.isKind[place] === 0) continue;
    shown++;
    hits += list.hits[place];
  }
  return {
    precision: shown === 0 ? null : hits / shown,
    recall: relevantOfKind === 0 ? null : hits / relevantOfKind,
  };
}
