import { foldText } from "./fold-text";

/** Cyrillic letters as they sound, in Latin ones; both и and і become i, as in hurried typing. Hard and soft signs are silent. */
const SOUNDS: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  є: "e",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "h",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ы: "i",
  э: "e",
  ю: "iu",
  я: "ia",
  ъ: "",
  ь: "",
};

const CYRILLIC = /[\u0400-\u052F]/u;
const CYRILLIC_LETTERS = /[\u0400-\u052F]/gu;
const NO_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu;

const sounded = (text: string) => text.replace(CYRILLIC_LETTERS, (letter) => SOUNDS[letter] ?? letter);

/**
 * A text as it looks: letters of the other alphabet that look alike are one letter (`АС-100` is `ac-100` in either), the
 * rest of the Cyrillic ones stand as they sound. Words stay apart.
 */
function looks(text: string): string {
  const folded = foldText(text);
  return CYRILLIC.test(folded) ? sounded(folded) : folded;
}

/** A text as it sounds: `фільтр`, `фильтр` and `filtr` are one. */
function sounds(text: string): string {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|['’ʼ`´]/gu, "");
  return sounded(plain).replaceAll(/[yj]/g, "i").replaceAll("kh", "h").replaceAll("w", "v");
}

const wordsOf = (text: string) => text.split(NO_LETTER_OR_DIGIT).filter((word) => word !== "");
const squeezed = (text: string) => text.replace(NO_LETTER_OR_DIGIT, "");

/** Nothing to take away before the words are parted. */
const PLAIN = /^[ -&(-_a-~]*$/;

/** Whether looking and sounding are two things. */
const hasTwoForms = (text: string) => CYRILLIC.test(text);

/** A code as it is compared: neither case, alphabet, blanks, dashes nor dots matter. "" when nothing is left. */
export const codeKey = (text: string): string => squeezed(looks(text));

/** The code as it sounds; null when that is the same as how it looks. */
export const soundCodeKey = (text: string): string | null => (hasTwoForms(text) ? squeezed(sounds(text)) : null);

/** A word in both forms; `sound` is null when it sounds as it looks. */
interface WordForms {
  readonly look: string;
  readonly sound: string | null;
}

/** Words kept by `wordReader`; names share most of theirs. */
const MAX_WORDS = 200_000;

/** Reads the words of texts, each distinct word folded once: folding is most of the work of an index. */
export function wordReader(): (text: string) => WordForms[] {
  const known = new Map<string, WordForms>();
  return (text) =>
    rawWords(text).map((word) => {
      let forms = known.get(word);
      if (forms === undefined) {
        const sound = soundCodeKey(word);
        forms = { look: codeKey(word), sound };
        if (known.size >= MAX_WORDS) known.clear();
        known.set(word, forms);
      }
      return forms;
    });
}

/** Words as written, less marks and apostrophes, which part no words. */
const rawWords = (text: string) =>
  wordsOf(PLAIN.test(text) ? text : text.normalize("NFKD").replace(/\p{M}|['’ʼ`´]/gu, ""));

export const wordKeys = (text: string): string[] => rawWords(text).map(codeKey);

/** What a person typed, in both forms: they may have typed the sound in Latin letters of a name written in Cyrillic. */
export interface QueryKeys {
  /** Whole, without blanks; distinct, the look first. */
  readonly whole: readonly string[];
  /** Each word's forms; distinct, the look first. */
  readonly words: readonly (readonly string[])[];
}

const MAX_QUERY_WORDS = 8;

export function queryKeys(text: string): QueryKeys {
  const distinct = (forms: string[]) => [...new Set(forms)].filter((form) => form !== "");
  // Word by word, so that the two forms of a word stand together.
  const words = rawWords(text)
    .map((word) => distinct([squeezed(looks(word)), squeezed(sounds(word))]))
    .filter((forms) => forms.length > 0);
  return {
    whole: distinct([codeKey(text), squeezed(sounds(text))]),
    words: words.slice(0, MAX_QUERY_WORDS),
  };
}
