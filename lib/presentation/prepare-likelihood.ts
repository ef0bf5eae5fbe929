export const LIKELIHOOD_WORDS = ["very_likely", "likely", "even", "possible", "unlikely"] as const;
export type LikelihoodWord = (typeof LIKELIHOOD_WORDS)[number];

/** The word said beside a probability of a purchase within 30 days. "Likely", never "will". */
export function likelihoodWord(probability: number): LikelihoodWord {
  if (probability >= 0.8) return "very_likely";
  if (probability >= 0.6) return "likely";
  if (probability >= 0.4) return "even";
  if (probability >= 0.15) return "possible";
  return "unlikely";
}
