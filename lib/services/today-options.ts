import { z } from "zod";
import { SEGMENTS } from "@/lib/domain/segment";
import { MAX_PAGE } from "./page-of";
import { oneOf, optionalText, parseQuery, wholeNumber } from "./parse-query";
import { QUEUE_REASONS, type QueueOptions } from "./today-view";
import type { RawQuery } from "./views";

// Read in front of the pages too, so nothing here may lead to the database.

/** Filter and page of the call queue in an address. */
export const todayQuery = z.object({
  segment: oneOf(SEGMENTS),
  region: optionalText(100),
  owner: optionalText(100),
  reason: oneOf(QUEUE_REASONS),
  minValue: wholeNumber({ min: 0, max: 100_000_000, fallback: 0 }),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});

/** Throws AppError `invalid_input` naming the field. */
export function parseQueueOptions(query: RawQuery): { options: QueueOptions; page: number } {
  const { segment, region, owner, reason, minValue, page } = parseQuery(todayQuery, query);
  return { options: { segment, region: region ?? null, owner: owner ?? null, reason, minValueEur: minValue }, page };
}
