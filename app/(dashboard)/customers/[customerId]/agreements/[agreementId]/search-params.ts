import { parseAsString, parseAsStringLiteral } from "nuqs";

/** What the address of an agreement page holds; the service parses k, asOf and variant, with bounds. */
export const agreementParams = {
  k: parseAsString,
  asOf: parseAsString,
  variant: parseAsString,
  /** Which list a phone shows. */
  list: parseAsStringLiteral(["reorder", "discover"] as const).withDefault("reorder"),
};
