import { Random } from "@/lib/numeric/random";
import { businessCalendar } from "./calendar";
import { buildCatalogue } from "./catalogue";
import { CustomerRows } from "./customer-rows";
import type { DemoOptions, RowSink } from "./demo-options";
import { writeAvailabilityRows, writeProductRows } from "./product-rows";
import { writeReferenceRows } from "./reference-rows";

/** Customers on file at scale 1: about 1,600 that order and 350 that never did. */
const CUSTOMERS = 1950;
const CATALOGUE_PRODUCTS = 40_000;
const ON_HAND_PRODUCTS = 4_600;

export interface DemoProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Generates every row into the sink, piece by piece: memory holds the catalogue and one customer. Yields its progress
 * after each piece. Pure apart from the sink: equal options give equal rows in equal order.
 */
export function* demoRows(options: DemoOptions, sink: RowSink): Generator<DemoProgress, void> {
  const random = new Random(options.seed);
  const calendar = businessCalendar(Date.parse(`${options.endDate}T00:00:00Z`) / 1000);
  const customers = Math.max(2, Math.round(CUSTOMERS * options.scale));
  const breadth = Math.sqrt(options.scale);
  const catalogue = buildCatalogue({
    random,
    productTarget: CATALOGUE_PRODUCTS * breadth,
    dayCount: calendar.dayCount,
  });
  writeReferenceRows(sink);
  writeProductRows({ catalogue, random, sink });
  yield { done: 0, total: customers };
  const writer = new CustomerRows({ catalogue, calendar, random, sink });
  for (let index = 0; index < customers; index++) {
    writer.write(index);
    if (index % 20 === 19) yield { done: index + 1, total: customers };
  }
  const nowSec = calendar.startSec + calendar.dayCount * 86_400;
  writeAvailabilityRows({
    soldLines: writer.soldLines,
    onHandTarget: ON_HAND_PRODUCTS * breadth,
    random,
    nowSec,
    sink,
  });
  yield { done: customers, total: customers };
}
