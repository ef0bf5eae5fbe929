import { z } from "zod";
import { SEGMENTS } from "@/lib/domain/segment";
import { MAX_PAGE } from "./page-of";
import { oneOf, wholeNumber } from "./parse-query";
import { MOVEMENT_MONTHS, SEGMENT_TABLES } from "./segments-view";

/** What the address of the Segments page says. */
export const segmentsQuery = z.object({
  months: oneOf(MOVEMENT_MONTHS).transform((months) => months ?? "12"),
  from: oneOf(SEGMENTS),
  to: oneOf(SEGMENTS),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});

/** Which table a file holds. */
export const segmentTableQuery = z.object({
  table: oneOf(SEGMENT_TABLES).transform((table) => table ?? "sizes"),
});
