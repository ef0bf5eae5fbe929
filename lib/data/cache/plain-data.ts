/**
 * A frozen deep copy of plain data (objects, arrays, strings, numbers, booleans, null), in the form that survives JSON
 * unchanged: absent properties are left out and -0 is 0. Frozen, because a cache hands the same object to many requests.
 * Throws TypeError for what is no plain data (a Map, a typed array, a function). NaN and infinities stay: the memory
 * tier keeps them, and `encodeEnvelope` refuses them.
 */
export function plainData<Value>(value: Value): Value {
  return copyOf(value) as Value;
}

function copyOf(value: unknown): unknown {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf));
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`${Object.prototype.toString.call(value)} is no plain datum.`);
  }
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) if (part !== undefined) copy[name] = copyOf(part);
  return Object.freeze(copy);
}

const OBJECT_BYTES = 24;
const SLOT_BYTES = 8;
/** A number that is no small integer is an object of its own in a field of V8. */
const NUMBER_BYTES = 12;

/** Estimated bytes on the heap, rather too many than too few: strings count two bytes a character. */
export function weightOf(value: unknown): number {
  if (typeof value === "number") return NUMBER_BYTES;
  if (typeof value === "string") return OBJECT_BYTES + 2 * value.length;
  if (typeof value !== "object" || value === null) return 0;
  let bytes = OBJECT_BYTES;
  for (const part of Array.isArray(value) ? value : Object.values(value)) bytes += SLOT_BYTES + weightOf(part);
  return bytes;
}
