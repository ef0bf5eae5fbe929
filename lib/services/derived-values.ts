/**
 * What is computed once from a large immutable thing (a snapshot, a list) and shared by everybody who asks, as long as that
 * thing is in memory. Next evaluates a module once for pages and once more for route handlers, so that a map of the
 * module's own would compute and hold all of it twice.
 */
export interface DerivedValues {
  of<Value>(owner: object, name: string, make: () => Value): Value;
  /** The next question computes it anew. */
  forget(owner: object, name: string): void;
}

export function createDerivedValues(): DerivedValues {
  const kept = new WeakMap<object, Map<string, unknown>>();
  return {
    of<Value>(owner: object, name: string, make: () => Value): Value {
      const values = kept.get(owner) ?? new Map<string, unknown>();
      kept.set(owner, values);
      if (!values.has(name)) values.set(name, make());
      return values.get(name) as Value;
    },
    forget: (owner, name) => void kept.get(owner)?.delete(name),
  };
}
