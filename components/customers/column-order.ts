/** The columns with one of them a place nearer to the front (-1) or to the end (1); as they were where there is no such place. */
export function movedColumn<Key>(columns: readonly Key[], key: Key, step: -1 | 1): Key[] {
  const from = columns.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= columns.length) return [...columns];
  return columns.with(from, columns[to]).with(to, key);
}

/** The columns without one of them, or with it at the end. The last one stays: a table of names alone says nothing. */
export function toggledColumn<Key>(columns: readonly Key[], key: Key): Key[] {
  if (!columns.includes(key)) return [...columns, key];
  return columns.length === 1 ? [...columns] : columns.filter((one) => one !== key);
}
