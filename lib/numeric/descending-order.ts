const DIGIT_BITS = 8;
const BUCKETS = 1 << DIGIT_BITS;
const DIGITS = 32 / DIGIT_BITS;
const NEGATIVE_ZERO = -0x80000000;

/**
 * Positions of the values, greatest first, equal values in ascending position. No value may be NaN. A radix sort (Knuth, "The
 * Art of Computer Programming" 3, 5.2.5) by the upper half of the bits: it compares nothing that a processor could
 * foresee wrongly. The few that differ in the lower half only are put right at the end.
 */
export function descendingOrder(values: Float64Array): Int32Array {
  const { length } = values;
  let keys = descendingKeys(values);
  let order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  let nextKeys = new Int32Array(length);
  let nextOrder = new Int32Array(length);
  const places = new Int32Array(DIGITS * BUCKETS);
  for (let i = 0; i < length; i++) {
    const key = keys[i];
    for (let digit = 0; digit < DIGITS; digit++)
      places[digit * BUCKETS + ((key >>> (digit * DIGIT_BITS)) & (BUCKETS - 1))]++;
  }
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    const first = digit * BUCKETS;
    // All in one bucket: nothing to order.
    if (length > 0 && places[first + ((keys[0] >>> shift) & (BUCKETS - 1))] === length) continue;
    let before = 0;
    for (let bucket = first; bucket < first + BUCKETS; bucket++) {
      const count = places[bucket];
      places[bucket] = before;
      before += count;
    }
    for (let i = 0; i < length; i++) {
      const key = keys[i];
      const place = places[first + ((key >>> shift) & (BUCKETS - 1))]++;
      nextKeys[place] = key;
      nextOrder[place] = order[i];
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  insertionSort(order, values);
  return order;
}

/** Whole numbers without sign, the smaller the greater the value's upper half; one for both zeros, which are equal. */
function descendingKeys(values: Float64Array): Int32Array<ArrayBuffer> {
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const keys = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const bits = halves[2 * i + 1];
    keys[i] = bits < 0 && bits !== NEGATIVE_ZERO ? bits : ~bits & 0x7fffffff;
  }
  return keys;
}

function insertionSort(order: Int32Array, values: Float64Array): void {
  for (let i = 1; i < order.length; i++) {
    const position = order[i];
    let at = i;
    while (at > 0 && values[order[at - 1]] < values[position]) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = position;
  }
}
