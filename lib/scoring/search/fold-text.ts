/**
 * Cyrillic small letters that look like Latin ones, small or capital: codes and names in the ERP mix them
 * ("АС-100" typed with either alphabet). Both sides of a search are folded, so the direction does not matter.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  с: "c",
  е: "e",
  н: "h",
  і: "i",
  ј: "j",
  к: "k",
  м: "m",
  о: "o",
  р: "p",
  ѕ: "s",
  т: "t",
  у: "y",
  х: "x",
};

/** Nothing to fold but the case: nearly every code. */
const PLAIN = /^[!-&(-_a-~]+(?: [!-&(-_a-~]+)*$/;

/**
 * Text as it is searched: compatibility forms, letter case, diacritics and mixed alphabets made equal, apostrophes
 * dropped, runs of blanks one blank.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|['’ʼ`´]/gu, "")
    .replace(/[а-яѐ-џ]/gu, (letter) => LOOK_ALIKES[letter] ?? letter)
    .replace(/\s+/gu, " ")
    .trim();
}

/** Whether every word of the folded query stands in one of the folded fields. */
export function matchesWords(query: string, fields: readonly string[]): boolean {
  return query.split(" ").every((word) => fields.some((field) => field.includes(word)));
}
