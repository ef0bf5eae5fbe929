import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { SEGMENTS } from "@/lib/domain/segment";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type SparseMatrix, sparseVector, stackRows } from "@/lib/numeric/sparse";
import { segmentsOfUsers } from "@/lib/scoring/segments-of-users";

/** Words kept of a name: its rarest ones, which say most about it. */
const WORDS_PER_ITEM = 3;

/** Users x features: each user itself, its segment and its region, each row summing to 1 (Kula 2015). */
export function userFeatures(snapshot: Snapshot): SparseMatrix {
  const { lines, users, customers, regions } = snapshot;
  const segments = segmentsOfUsers(snapshot, DEFAULT_SCORING_RULES);
  const columns = lines.userCount + SEGMENTS.length + regions.length;
  const rows = segments.map((segment, user) => {
    const region = customers.region[users.customer[user]];
    const features = [user, lines.userCount + SEGMENTS.indexOf(segment)];
    if (region >= 0) features.push(lines.userCount + SEGMENTS.length + region);
    return sharedRow(features);
  });
  return stackRows(rows, columns);
}

/** Items x features: each item itself, its group and the rarest words that it shares with another item. */
export function itemFeatures(snapshot: Snapshot): SparseMatrix {
  const { items, lines, groups } = snapshot;
  const wordsOf = Array.from({ length: lines.itemCount }, (_, item) =>
    wordsIn(`${items.name[item]} ${items.nameUk[item]}`),
  );
  const itemsWith = new Map<string, number>();
  for (const words of wordsOf) for (const word of words) itemsWith.set(word, (itemsWith.get(word) ?? 0) + 1);
  const shared = [...itemsWith]
    .filter(([, count]) => count > 1)
    .map(([word]) => word)
    .sort();
  const columnOf = new Map(shared.map((word, place) => [word, lines.itemCount + groups.length + place]));
  const rows = wordsOf.map((words, item) => {
    const features = [item];
    if (items.group[item] >= 0) features.push(lines.itemCount + items.group[item]);
    const rarest = words
      .filter((word) => columnOf.has(word))
      .sort((a, b) => (itemsWith.get(a) ?? 0) - (itemsWith.get(b) ?? 0) || (a < b ? -1 : 1));
    for (const word of rarest.slice(0, WORDS_PER_ITEM)) features.push(columnOf.get(word) as number);
    return sharedRow(features);
  });
  return stackRows(rows, lines.itemCount + groups.length + shared.length);
}

function sharedRow(features: readonly number[]) {
  return sparseVector(new Map(features.map((feature) => [feature, 1 / features.length])));
}

/** Distinct words of a name, in any script; single letters and bare numbers say nothing. */
function wordsIn(name: string): string[] {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return [...new Set(words)].filter((word) => !/^\p{N}+$/u.test(word));
}
