import type { z } from "zod";
import { coverageQuery } from "./coverage-options";
import { customerListQuery } from "./customer-list";
import { neighboursQuery } from "./neighbours-query";
import { pageQuery } from "./page-of";
import { drillQuery, groupCustomersQuery, performanceQuery } from "./performance-options";
import { buyerListQuery, productListQuery } from "./product-options";
import { asOfQuery, recommendationQuery } from "./recommendation-options";
import { segmentsQuery } from "./segments-options";
import { todayQuery } from "./today-options";
import type { RawQuery } from "./views";

/** The parameters that each screen reads, by the shape of its path. */
const SCREENS: readonly { path: RegExp; queries: readonly z.ZodType[] }[] = [
  { path: /^\/$/, queries: [todayQuery, asOfQuery] },
  { path: /^\/customers$/, queries: [customerListQuery, asOfQuery] },
  { path: /^\/customers\/[^/]+$/, queries: [recommendationQuery, neighboursQuery, todayQuery] },
  { path: /^\/customers\/[^/]+\/agreements\/[^/]+$/, queries: [recommendationQuery] },
  { path: /^\/coverage$/, queries: [coverageQuery] },
  { path: /^\/products$/, queries: [productListQuery, asOfQuery] },
  { path: /^\/products\/[^/]+$/, queries: [buyerListQuery, asOfQuery] },
  { path: /^\/data$/, queries: [pageQuery] },
  { path: /^\/segments$/, queries: [segmentsQuery] },
  { path: /^\/performance$/, queries: [performanceQuery, drillQuery] },
  { path: /^\/performance\/customers$/, queries: [performanceQuery, drillQuery, groupCustomersQuery] },
  { path: /^\/performance\/customers\/[^/]+$/, queries: [performanceQuery, drillQuery] },
];

/**
 * Whether the parameters of a screen's address can be read. A page cannot choose its own status, so this decides
 * between 200 and 400 in front of it; the service behind the page parses the same schemas and words the error.
 */
export function isReadableAddress(path: string, query: RawQuery): boolean {
  const screen = SCREENS.find((one) => one.path.test(path));
  return screen === undefined || screen.queries.every((schema) => schema.safeParse(query).success);
}

/** Parameters as a page receives them: given twice, a parameter is a list. */
export function rawQueryOf(parameters: URLSearchParams): RawQuery {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
