import {
  KIND_BITS,
  POSTING_KIND,
  type PostingKind,
  type SearchDocument,
  type SearchIndex,
  TERM_END,
} from "./search-index";
import { codeKey, soundCodeKey, wordReader } from "./search-keys";
import { textTableOf } from "./text-table";

/** Documents read between two pauses, and terms handled: some milliseconds each. */
const DOCUMENTS_A_STEP = 500;
const TERMS_A_STEP = 20_000;
const MAX_WEIGHT = 2 ** 20 - 1;

/** Builds the index at once. */
export function buildSearchIndex(documents: readonly SearchDocument[]): SearchIndex {
  const steps = searchIndexSteps(documents);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Builds the index in steps of some milliseconds, so that a server goes on answering while it grows. */
export function* searchIndexSteps(documents: readonly SearchDocument[]): Generator<void, SearchIndex> {
  const terms = new Map<string, number>();
  const pairs = growingPairs();
  const add = (term: string, document: number, kind: PostingKind) => {
    if (term === "") return;
    let id = terms.get(term);
    if (id === undefined) {
      id = terms.size;
      terms.set(term, id);
    }
    pairs.push(id, document * 2 ** KIND_BITS + kind);
  };
  const wordsOf = wordReader();
  for (let at = 0; at < documents.length; at++) {
    addDocument(documents[at], { wordsOf, add: (term, kind) => add(term, at, kind) });
    if (at % DOCUMENTS_A_STEP === DOCUMENTS_A_STEP - 1) yield;
  }

  const idOf = [...terms.values()];
  const textOf = [...terms.keys()];
  terms.clear();
  yield;
  const sorted = yield* sortedInBuckets(idOf, (id) => textOf[id]);
  const place = new Uint32Array(sorted.length);
  for (let at = 0; at < sorted.length; at++) place[sorted[at]] = at;
  yield;
  const { postingFrom, postings } = yield* postingsOf(pairs, place);

  const termFrom = new Uint32Array(sorted.length + 1);
  const pieces: string[] = [];
  const backwards: string[] = [];
  const isUsed = new Uint8Array(2 ** 16);
  for (let from = 0; from < sorted.length; from += TERMS_A_STEP) {
    const texts = Array.from(sorted.subarray(from, from + TERMS_A_STEP), (id) => textOf[id]);
    texts.forEach((text, at) => {
      termFrom[from + at + 1] = termFrom[from + at] + text.length + 1;
      backwards.push(reversed(text));
      for (let nth = 0; nth < text.length; nth++) isUsed[text.charCodeAt(nth)] = 1;
    });
    pieces.push(texts.join(TERM_END), TERM_END);
    yield;
  }
  const arena = pieces.join("");
  yield;
  const byEnding = yield* sortedInBuckets(
    backwards.map((_, at) => at),
    (at) => backwards[at],
  );
  yield;
  return {
    documents: documents.length,
    codes: textTableOf(documents.map(({ code }) => code)),
    weight: Uint32Array.from(documents, ({ weight }) => Math.min(MAX_WEIGHT, Math.max(0, Math.trunc(weight)))),
    arena,
    termFrom,
    byEnding,
    letters: Array.from(isUsed.keys())
      .filter((unit) => isUsed[unit] === 1)
      .map((unit) => String.fromCharCode(unit)),
    postingFrom,
    postings,
  };
}

function addDocument(
  { code, otherCodes, text }: SearchDocument,
  { wordsOf, add }: { wordsOf: ReturnType<typeof wordReader>; add: (term: string, kind: PostingKind) => void },
): void {
  const taken = new Set<string>();
  // A term counts once a document, as the best of what it is there.
  const once = (term: string | null, kind: PostingKind) => {
    if (term === null || taken.has(term)) return;
    taken.add(term);
    add(term, kind);
  };
  once(codeKey(code), POSTING_KIND.code);
  for (const other of otherCodes) once(codeKey(other), POSTING_KIND.otherCode);
  const words = wordsOf(text);
  for (const { look } of words) once(look, POSTING_KIND.word);
  for (const each of [code, ...otherCodes]) once(soundCodeKey(each), POSTING_KIND.sound);
  for (const { sound } of words) once(sound, POSTING_KIND.sound);
}

// By code unit, from the end: half a pair may lead, which is of no matter to an order.
const reversed = (text: string) => {
  let back = "";
  for (let at = text.length - 1; at >= 0; at--) back += text[at];
  return back;
};

/** Ids in the order of their texts (by code unit). Sorted bucket by bucket of the first two characters, with a pause between. */
function* sortedInBuckets(ids: readonly number[], textOf: (id: number) => string): Generator<void, Uint32Array> {
  const buckets = new Map<string, number[]>();
  for (let nth = 0; nth < ids.length; nth++) {
    const head = textOf(ids[nth]).slice(0, 2);
    const bucket = buckets.get(head);
    if (bucket === undefined) buckets.set(head, [ids[nth]]);
    else bucket.push(ids[nth]);
    if (nth % TERMS_A_STEP === TERMS_A_STEP - 1) yield;
  }
  const sorted = new Uint32Array(ids.length);
  let at = 0;
  let sinceYield = 0;
  for (const head of [...buckets.keys()].sort()) {
    const bucket = buckets.get(head) ?? [];
    bucket.sort((a, b) => {
      const textA = textOf(a);
      const textB = textOf(b);
      return textA < textB ? -1 : textA > textB ? 1 : 0;
    });
    sorted.set(bucket, at);
    at += bucket.length;
    sinceYield += bucket.length;
    if (sinceYield > TERMS_A_STEP / 4) {
      sinceYield = 0;
      yield;
    }
  }
  return sorted;
}

interface Pairs {
  readonly length: number;
  readonly term: Uint32Array;
  readonly posting: Uint32Array;
}

function growingPairs(): Pairs & { push(term: number, posting: number): void } {
  let length = 0;
  let term = new Uint32Array(1024);
  let posting = new Uint32Array(1024);
  const doubled = (old: Uint32Array) => {
    const next = new Uint32Array(old.length * 2);
    next.set(old);
    return next;
  };
  return {
    get length() {
      return length;
    },
    get term() {
      return term;
    },
    get posting() {
      return posting;
    },
    push(one, other) {
      if (length === term.length) {
        term = doubled(term);
        posting = doubled(posting);
      }
      term[length] = one;
      posting[length++] = other;
    },
  };
}

/** A counting sort: the pairs come by document, so each term's postings ascend. */
function* postingsOf(
  { length, term, posting }: Pairs,
  place: Uint32Array,
): Generator<void, Pick<SearchIndex, "postingFrom" | "postings">> {
  const postingFrom = new Uint32Array(place.length + 1);
  for (let at = 0; at < length; at++) postingFrom[place[term[at]] + 1]++;
  for (let at = 0; at < place.length; at++) postingFrom[at + 1] += postingFrom[at];
  yield;
  const next = postingFrom.slice(0, place.length);
  const postings = new Uint32Array(length);
  for (let at = 0; at < length; at++) postings[next[place[term[at]]]++] = posting[at];
  return { postingFrom, postings };
}
