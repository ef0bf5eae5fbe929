/**
 * The value of the key, made when it is not among the last few asked for; the least recently used goes first. For what follows
 * from its owner (a population, a portfolio) and the key alone: `DerivedValues` lets go of it with the owner.
 */
export function rememberLast<Value>(values: Map<string, Value>, key: string, make: () => Value, most: number): Value {
  const value = values.has(key) ? (values.get(key) as Value) : make();
  values.delete(key);
  values.set(key, value);
  if (values.size > most) values.delete(values.keys().next().value as string);
  return value;
}
