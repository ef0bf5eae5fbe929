import type { z } from "zod";
import type { ErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Scope } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import type { ErpSettings } from "./erp-settings";
import { type ErpShape, erpShape } from "./erp-shape";
import { buildErpQueries, catalogueQuery, type ErpQueries, rowCountQuery } from "./queries";
import {
  agreementOf,
  agreementRow,
  analogueOf,
  analogueRow,
  catalogueRow,
  comparePurchases,
  countRow,
  customerOf,
  customerRow,
  personOf,
  personRow,
  productOf,
  productRow,
  purchaseOf,
  purchaseRow,
  sortedById,
  stockOf,
  stockRow,
} from "./rows";
import { ERP_TABLES } from "./schema";
import type { ErpQuery, ParameterValue, SqlDialect } from "./sql-dialect";

/** What an engine adds: it runs a statement with named parameters. Throws AppError `unavailable` when it cannot. */
export interface ErpRunner {
  readonly dialect: SqlDialect;
  run(query: ErpQuery, values: Readonly<Record<string, ParameterValue>>): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Int32 seconds end in 2038; a later as-of means all the history. */
const LAST_SEC = 2 ** 31 - 1;
const WHOLE = /^(0|[1-9]\d{0,18})$/;
const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const LARGEST_BIGINT = 2n ** 63n - 1n;

/** The order database over any engine. Discovers once what the source offers. */
export async function createErp({ runner, settings }: { runner: ErpRunner; settings: ErpSettings }): Promise<ErpPort> {
  const catalogue = await rowsOf(catalogueRow, runner, catalogueQuery(runner.dialect), { schema: settings.schema });
  const shape = erpShape(catalogue);
  const queries = buildErpQueries({ dialect: runner.dialect, shape, settings });
  return new Erp(runner, shape, queries, settings);
}

async function rowsOf<Row extends z.ZodType>(
  schema: Row,
  runner: ErpRunner,
  query: ErpQuery,
  values: Readonly<Record<string, ParameterValue>>,
): Promise<z.infer<Row>[]> {
  const rows = await runner.run(query, values);
  try {
    return rows.map((row) => schema.parse(row));
  } catch (cause) {
    throw new AppError("unavailable", "The order database answers in a form that is not known.", {
      remedy: "Compare its tables with the ones the documentation lists.",
      cause,
    });
  }
}

/** Never matches a query: bound to nothing, answered before. */
function isPossibleId(idType: "BIGINT" | "VARCHAR", id: string): boolean {
  return idType === "VARCHAR" || (WHOLE.test(id) && BigInt(id) <= LARGEST_BIGINT);
}

function scopeValues(scope: Scope): Record<string, ParameterValue> {
  if (scope.kind === "all") return { scope_all: 1, scope_owner: null, scope_unassigned: 0 };
  const isKnown = scope.ownerId !== null && isPossibleId("BIGINT", scope.ownerId);
  return {
    scope_all: 0,
    scope_owner: isKnown ? scope.ownerId : null,
    scope_unassigned: scope.includeUnassigned ? 1 : 0,
  };
}

class Erp implements ErpPort {
  constructor(
    private readonly runner: ErpRunner,
    private readonly shape: ErpShape,
    private readonly queries: ErpQueries,
    private readonly settings: ErpSettings,
  ) {}

  async customersInScope(scope: Scope) {
    const rows = await rowsOf(customerRow, this.runner, this.queries.customersInScope, scopeValues(scope));
    return sortedById(rows.map(customerOf), (row) => row.customerId);
  }

  async customer(scope: Scope, id: string) {
    if (!isPossibleId(this.shape.idType("customer"), id)) return null;
    const rows = await rowsOf(customerRow, this.runner, this.queries.customer, { ...scopeValues(scope), customer: id });
    return rows.length === 0 ? null : customerOf(rows[0]);
  }

  async agreementsInScope(scope: Scope) {
    const rows = await rowsOf(agreementRow, this.runner, this.queries.agreementsInScope, scopeValues(scope));
    return sortedById(rows.map(agreementOf), (row) => row.agreementId);
  }

  async agreementsOfCustomer(scope: Scope, id: string) {
    if (!isPossibleId(this.shape.idType("customer"), id)) return [];
    const rows = await rowsOf(agreementRow, this.runner, this.queries.agreementsOfCustomer, {
      ...scopeValues(scope),
      customer: id,
    });
    return sortedById(rows.map(agreementOf), (row) => row.agreementId);
  }

  async agreement(scope: Scope, customer: string, agreement: string) {
    if (
      !isPossibleId(this.shape.idType("customer"), customer) ||
      !isPossibleId(this.shape.idType("agreement"), agreement)
    )
      return null;
    const rows = await rowsOf(agreementRow, this.runner, this.queries.agreement, {
      ...scopeValues(scope),
      customer,
      agreement,
    });
    return rows.length === 0 ? null : agreementOf(rows[0]);
  }

  async agreementHistory(scope: Scope, agreement: string, beforeSec: number) {
    if (!isPossibleId(this.shape.idType("agreement"), agreement)) return [];
    const query = this.queries.agreementHistory;
    const values = { ...scopeValues(scope), agreement, before: Math.min(Math.max(Math.floor(beforeSec), 0), LAST_SEC) };
    const bound = query.parameters.excluded
      ? { ...values, excluded: this.possibleProducts(this.settings.excludedProductIds) }
      : values;
    return (await rowsOf(purchaseRow, this.runner, query, bound)).map(purchaseOf).sort(comparePurchases);
  }

  /** In the order asked for; unknown ones are left out. */
  async products(ids: readonly string[]) {
    const wanted = this.possibleProducts(ids);
    if (wanted.length === 0) return [];
    const rows = await rowsOf(productRow, this.runner, this.queries.products, { ids: wanted });
    const byId = new Map(rows.map((row) => [row.product_id, productOf(row)]));
    return wanted.flatMap((id) => byId.get(id) ?? []);
  }

  async catalogue() {
    const rows = await rowsOf(productRow, this.runner, this.queries.catalogue, {});
    const excluded = new Set<string>(this.settings.excludedProductIds);
    const kept = rows.filter((row) => !excluded.has(row.product_id)).map(productOf);
    return sortedById(kept, (row) => row.productId);
  }

  async stock(ids: readonly string[]) {
    if (this.queries.stock === null) return null;
    const wanted = this.possibleProducts(ids);
    if (wanted.length === 0) return [];
    const rows = await rowsOf(stockRow, this.runner, this.queries.stock, { ids: wanted });
    return rows.map(stockOf).sort((a, b) => compareIds(a.productId, b.productId) || byCodeUnit(a.storage, b.storage));
  }

  async analogues(ids: readonly string[]) {
    if (this.queries.analogues === null) return null;
    const wanted = this.possibleProducts(ids);
    if (wanted.length === 0) return [];
    const rows = await rowsOf(analogueRow, this.runner, this.queries.analogues, { ids: wanted });
    return rows
      .map(analogueOf)
      .sort((a, b) => compareIds(a.productId, b.productId) || compareIds(a.analogueId, b.analogueId));
  }

  /** null also when two active people share the address: whose customers to show would be a guess. */
  async personByEmail(email: string) {
    if (this.queries.personByEmail === null) return null;
    const rows = await rowsOf(personRow, this.runner, this.queries.personByEmail, {
      email: email.trim().toLowerCase(),
    });
    return rows.length === 1 ? personOf(rows[0]) : null;
  }

  async people() {
    if (this.queries.people === null) return [];
    const rows = await rowsOf(personRow, this.runner, this.queries.people, {});
    return sortedById(rows.map(personOf), (row) => row.ownerId);
  }

  async describe() {
    const tables: { name: string; rows: number; required: boolean }[] = [];
    for (const { name, required } of ERP_TABLES.filter((table) => this.shape.hasTable(table.name))) {
      const [{ row_count }] = await rowsOf(countRow, this.runner, rowCountQuery(this.runner.dialect, name), {});
      tables.push({ name, rows: row_count, required });
    }
    return { tables };
  }

  async close() {
    await this.runner.close();
  }

  private possibleProducts(ids: readonly string[]): string[] {
    const idType = this.shape.idType("product");
    return [...new Set(ids)].filter((id) => isPossibleId(idType, id));
  }
}
