import { parseAsString, parseAsStringLiteral } from "nuqs";

/** What the address of an agreement page holds; the service parses k, asOf and variant, with bounds. */
export const agreementParams = {
  k: parseAsString,
  asOf: parseAsString,
  variant: parseAsString,
  /** Which list a phone shows; absent = the first that holds anything. */
  list: parseAsStringLiteral(["reorder", "discover"] as const),
};
