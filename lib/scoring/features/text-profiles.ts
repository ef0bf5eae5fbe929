import type { OwnPurchases } from "./own-purchases";

/** Words of the item names, weighed by rarity, and families of codes that differ in their ending only. */
export interface TextProfiles {
  readonly itemOffset: Uint32Array;
  readonly word: Int32Array;
  /** Unit length an item. */
  readonly weight: Float32Array;
  readonly wordCount: number;
  /** Items with the same code stem; -1 = alone. */
  readonly family: Int32Array;
}

const WORD = /[\p{L}\p{N}]{2,}/gu;

export function buildTextProfiles(names: readonly string[], codes: readonly string[]): TextProfiles {
  const wordsOf = names.map((name) => [...new Set(name.toLowerCase().match(WORD) ?? [])].sort());
  const holders = new Map<string, number>();
  for (const words of wordsOf) for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
  const indexOf = new Map<string, number>();
  const itemOffset = new Uint32Array(names.length + 1);
  const word: number[] = [];
  const weight: number[] = [];
  for (const [item, words] of wordsOf.entries()) {
    // A word of one item only links nothing.
    const shared = words.filter((text) => (holders.get(text) as number) > 1);
    const raw = shared.map((text) => Math.log(names.length / (holders.get(text) as number)));
    const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (const [i, text] of shared.entries()) {
      if (!indexOf.has(text)) indexOf.set(text, indexOf.size);
      word.push(indexOf.get(text) as number);
      weight.push(raw[i] / length);
    }
    itemOffset[item + 1] = word.length;
  }
  return {
    itemOffset,
    word: Int32Array.from(word),
    weight: Float32Array.from(weight),
    wordCount: indexOf.size,
    family: familiesOf(codes),
  };
}

/** A stem is the code without its trailing letters or its last separated part: 85123A and 85123B are one family. */
function familiesOf(codes: readonly string[]): Int32Array {
  const stems = codes.map((code) => code.toLowerCase().replace(/(\p{L}+|[-_./ ][\p{L}\p{N}]*)$/u, ""));
  const members = new Map<string, number>();
  for (const stem of stems) members.set(stem, (members.get(stem) ?? 0) + 1);
  const indexOf = new Map<string, number>();
  return Int32Array.from(stems, (stem) => {
    if (stem.length < 3 || (members.get(stem) as number) < 2) return -1;
    if (!indexOf.has(stem)) indexOf.set(stem, indexOf.size);
    return indexOf.get(stem) as number;
  });
}

/** Cosine of each item's words with the user's decayed profile of words. */
export function textAffinity(text: TextProfiles, own: OwnPurchases): (item: number) => number {
  const profile = new Float64Array(text.wordCount);
  for (let slot = 0; slot < own.count; slot++) {
    const item = own.item[slot];
    for (let at = text.itemOffset[item]; at < text.itemOffset[item + 1]; at++)
      profile[text.word[at]] += own.decayed[3][slot] * text.weight[at];
  }
  let square = 0;
  for (const value of profile) square += value * value;
  const length = Math.sqrt(square) || 1;
  return (item) => {
    let dot = 0;
    for (let at = text.itemOffset[item]; at < text.itemOffset[item + 1]; at++)
      dot += text.weight[at] * profile[text.word[at]];
    return dot / length;
  };
}
