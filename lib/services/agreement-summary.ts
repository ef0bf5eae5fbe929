import type { AgreementRecord } from "@/lib/data/ports";
import type { AgreementFigures } from "@/lib/scoring/due-products";
import type { AgreementSummary } from "./agreement-view";
import { isoOf } from "./data-stamp";

/** An agreement's attributes beside its figures; null = it never ordered. */
export function agreementSummary(record: AgreementRecord, figures: AgreementFigures | null): AgreementSummary {
  return {
    agreementId: record.agreementId,
    name: record.name,
    number: record.number,
    currency: record.currency,
    isActive: record.isActive,
    orders: figures?.orders ?? 0,
    products: figures?.products ?? 0,
    lastOrderAt: figures === null || figures.lastSec === null ? null : isoOf(figures.lastSec),
    dueCount: figures?.dueCount ?? 0,
    overdueCount: figures?.overdueCount ?? 0,
    expectedValue: figures?.expectedValue ?? 0,
  };
}
