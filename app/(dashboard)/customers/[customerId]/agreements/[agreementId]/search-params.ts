import { parseAsString, parseAsStringLiteral } from "nuqs";

/** What the address of an agreement page holds; the service parses what it asks the scorer, with bounds. */
export const agreementParams = {
  k: parseAsString,
  asOf: parseAsString,
  variant: parseAsString,
  /** Weights to try in place of those in force. */
  frequency: parseAsString,
  recency: parseAsString,
  recencyDays: parseAsString,
  /** Which list a phone shows; absent = the first that holds anything. */
  list: parseAsStringLiteral(["reorder", "discover"] as const),
};
