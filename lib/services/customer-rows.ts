import type { CustomerRecord } from "@/lib/data/ports";
import type { Segment } from "@/lib/domain/segment";
import { type CustomerFigures, NO_FIGURES } from "@/lib/scoring/portfolio";
import type { Analytics } from "./analytics";
import type { CustomerRow } from "./customer-list-view";
import { isoOf } from "./data-stamp";

/** What the portfolio knows about a customer; a customer without orders in the snapshot is NEW. */
export function figuresOf(
  analytics: Analytics,
  record: CustomerRecord,
): { figures: CustomerFigures; segment: Segment } {
  const customer = analytics.index.customerOf.get(record.customerId);
  if (customer === undefined) return { figures: NO_FIGURES, segment: "NEW" };
  return { figures: analytics.portfolio().customers[customer], segment: analytics.population.segment[customer] };
}

/** The ERP's attributes of a customer beside the engine's figures. */
export function customerRow(analytics: Analytics, record: CustomerRecord): CustomerRow {
  const { figures, segment } = figuresOf(analytics, record);
  return {
    customerId: record.customerId,
    name: record.name,
    taxId: record.taxId,
    region: record.region,
    ownerName: record.ownerName,
    segment,
    agreements: figures.agreements,
    orders: figures.orders,
    lastOrderAt: figures.lastSec === null ? null : isoOf(figures.lastSec),
    dueCount: figures.dueCount,
    overdueCount: figures.overdueCount,
    expectedValue: figures.expectedValue,
  };
}
