/**
 * Search over a generated catalogue: CPU time to build the index, its memory, and the CPU time of an answer by
 * kind of question.
 * `npx tsx lib/testing/bench/search.ts [products]`, 370,000 unless told.
 */
import { Random } from "@/lib/numeric/random";
import { searchIndexSteps } from "@/lib/scoring/search/build-search-index";
import { search } from "@/lib/scoring/search/search";
import type { SearchDocument, SearchIndex } from "@/lib/scoring/search/search-index";

const PRODUCTS = Number(process.argv[2] ?? 370_000);
const QUESTIONS = 400;
const LIMIT = 20;

const NAMES = [
  "Oil filter",
  "Air filter",
  "Brake pad set",
  "Clutch kit",
  "Wheel bearing",
  "Shock absorber",
  "V-belt",
  "Water pump",
];
const NAMES_UK = [
  "Фільтр оливи",
  "Фільтр повітря",
  "Колодки гальмівні",
  "Зчеплення",
  "Підшипник",
  "Амортизатор",
  "Пас",
  "Помпа",
];
const BRANDS = [
  "MANN",
  "Bosch",
  "Knorr",
  "Sachs",
  "Febi",
  "SKF",
  "Wabco",
  "Hengst",
  "Mahle",
  "Textar",
  "Sampa",
  "Diesel Technic",
];
const VEHICLES = ["MAN TGX", "DAF XF", "Volvo FH", "Scania R", "Mercedes Actros", "Iveco Stralis", "Renault Magnum"];

const random = new Random(17);
const whole = (below: number) => Math.floor((random.nextUint32() / 2 ** 32) * below);
const pick = <One>(list: readonly One[]) => list[whole(list.length)];
const digits = (count: number) => Array.from({ length: count }, () => whole(10)).join("");

function product(at: number): SearchDocument {
  const name = whole(NAMES.length);
  const letters = String.fromCharCode(65 + whole(26), 65 + whole(26));
  // One code in ten is written with a Cyrillic look-alike.
  const head = whole(10) === 0 ? letters.replace("A", "А").replace("C", "С") : letters;
  return {
    code: `${head}-${digits(4 + whole(5))}${whole(4) === 0 ? `.${whole(100)}` : ""}`,
    otherCodes: whole(5) === 0 ? [] : [`${digits(2)} ${digits(5)} ${digits(4)}`],
    text: `${NAMES[name]} ${pick(BRANDS)} ${pick(VEHICLES)} ${1000 + whole(9000)} ${NAMES_UK[name]} ${pick(BRANDS)}`,
    weight: at % 28 === 0 ? whole(400) : 0,
  };
}

const documents = Array.from({ length: PRODUCTS }, (_, at) => product(at));
const { index, totalMs, longestMs } = build();
console.log(
  `${PRODUCTS} products: built in ${Math.round(totalMs)} ms, longest step ${Math.round(longestMs)} ms; ` +
    `${index.termFrom.length - 1} terms, ${index.postings.length} postings; ${(bytesOf(index) / 2 ** 20).toFixed(0)} MB`,
);

const questions: Record<string, () => string> = {
  "a whole code": () => pick(documents).code,
  "an OE number": () => pick(documents).otherCodes[0] ?? pick(documents).code,
  "an OE number, one digit wrong": () => {
    const text = pick(documents).otherCodes[0] ?? digits(11);
    const at = whole(text.length);
    return `${text.slice(0, at)}${whole(10)}${text.slice(at + 1)}`;
  },
  "an OE number, two digits wrong": () => twoWrong(pick(documents).otherCodes[0] ?? digits(11)),
  "a code, two characters wrong": () => twoWrong(pick(documents).code),
  "the beginning of a code": () => pick(documents).code.slice(0, 4),
  "one character": () => pick([..."ABCM0189"]),
  "two characters": () => pick(documents).code.slice(0, 2),
  "one word": () => pick(pick(documents).text.split(" ")),
  "a word, mistyped": () => "fitler",
  "a long word, mistyped twice": () => pick(["asborbre", "міртазатор", "alzheimre", "merzedez", "підшипнкі оливи"]),
  "three words": () => `${pick(BRANDS)} ${pick(NAMES)} ${pick(VEHICLES)}`,
  "words by their sound": () => "filtr oliv",
  "what nobody sells": () => `qq${digits(3)}zz${digits(3)}`,
};
function twoWrong(text: string): string {
  const wrong = (at: number, before: string) => `${before.slice(0, at)}${whole(10)}${before.slice(at + 1)}`;
  return wrong(whole(text.length), wrong(whole(text.length), text));
}
const all: number[] = [];
for (const [name, question] of Object.entries(questions)) {
  const times: number[] = [];
  for (let round = 0; round < QUESTIONS; round++) {
    const text = question();
    const startedAt = cpuMs();
    search(index, text, { limit: LIMIT });
    times.push(cpuMs() - startedAt);
  }
  all.push(...times);
  report(name, times);
}
report("all", all);

function build(): { index: SearchIndex; totalMs: number; longestMs: number } {
  const steps = searchIndexSteps(documents);
  let totalMs = 0;
  let longestMs = 0;
  for (;;) {
    const startedAt = cpuMs();
    const step = steps.next();
    const tookMs = cpuMs() - startedAt;
    totalMs += tookMs;
    longestMs = Math.max(longestMs, tookMs);
    if (step.done) return { index: step.value, totalMs, longestMs };
  }
}

/** What the index holds: its typed arrays, and its strings at a byte a character where they are Latin only. */
function bytesOf({ arena, codes, letters: _, ...columns }: SearchIndex): number {
  const widthOf = (text: string) => text.length * ([...text.slice(0, 1e6)].some((letter) => letter > "ÿ") ? 2 : 1);
  const arrays = [...Object.values(columns), codes.offset].filter((one) => ArrayBuffer.isView(one));
  return widthOf(arena) + widthOf(codes.text) + arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Of this thread: the machine may be busy with other work. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function report(name: string, times: number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(2);
  console.log(
    `${name.padEnd(32)} p50 ${at(0.5).padStart(7)} ms  p95 ${at(0.95).padStart(7)} ms  max ${at(1).padStart(7)} ms`,
  );
}
