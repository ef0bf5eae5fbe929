import type { z } from "zod";
import type { ErpPort, HistoryQuestion, StockRecord } from "@/lib/data/ports";
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
  anyStockRow,
  catalogueRow,
  comparePurchases,
  countRow,
  customerOf,
  customerRow,
  historyRow,
  isLine,
  personOf,
  personRow,
  productOf,
  productRow,
  purchaseOf,
  sortedById,
  stockOf,
  stockRow,
} from "./rows";
import { ERP_TABLES } from "./schema";
import { type ErpQuery, type ParameterValue, type SqlDialect, spelledDialect } from "./sql-dialect";

export interface ErpStatement {
  readonly query: ErpQuery;
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** Ends the statement when nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** What an engine adds: it runs a statement with named parameters. Throws AppError `unavailable` when it cannot. */
export interface ErpRunner {
  readonly dialect: SqlDialect;
  run(statement: ErpStatement): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Int32 seconds end in 2038; a later as-of means all the history. */
const LAST_SEC = 2 ** 31 - 1;
const WHOLE = /^(0|[1-9]\d{0,18})$/;
const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** An address has 254 characters at most (RFC 5321). */
const LONGEST_EMAIL = 320;
const LARGEST_BIGINT = 2n ** 63n - 1n;

/** The order database over any engine. Discovers once what the source offers. */
export async function createErp({ runner, settings }: { runner: ErpRunner; settings: ErpSettings }): Promise<ErpPort> {
  const catalogue = await rowsOf(catalogueRow, runner, {
    query: catalogueQuery(runner.dialect),
    values: { schema: settings.schema },
  });
  const shape = erpShape(catalogue, settings);
  const dialect = spelledDialect(runner.dialect, shape);
  return new Erp(runner, { dialect, shape, queries: buildErpQueries({ dialect, shape, settings }), settings });
}

async function rowsOf<Row extends z.ZodType>(
  schema: Row,
  runner: ErpRunner,
  statement: ErpStatement,
): Promise<z.infer<Row>[]> {
  const rows = await runner.run(statement);
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

interface ErpParts {
  readonly dialect: SqlDialect;
  readonly shape: ErpShape;
  readonly queries: ErpQueries;
  readonly settings: ErpSettings;
}

class Erp implements ErpPort {
  private readonly dialect: SqlDialect;
  private readonly shape: ErpShape;
  private readonly queries: ErpQueries;
  private readonly settings: ErpSettings;

  constructor(
    private readonly runner: ErpRunner,
    { dialect, shape, queries, settings }: ErpParts,
  ) {
    this.dialect = dialect;
    this.shape = shape;
    this.queries = queries;
    this.settings = settings;
  }

  async customersInScope(scope: Scope) {
    const rows = await rowsOf(customerRow, this.runner, {
      query: this.queries.customersInScope,
      values: scopeValues(scope),
    });
    return sortedById(rows.map(customerOf), (row) => row.customerId);
  }

  async customer(scope: Scope, id: string) {
    if (!isPossibleId(this.shape.idType("customer"), id)) return null;
    const rows = await rowsOf(customerRow, this.runner, {
      query: this.queries.customer,
      values: { ...scopeValues(scope), customer: id },
    });
    return rows.length === 0 ? null : customerOf(rows[0]);
  }

  async agreementsInScope(scope: Scope) {
    const rows = await rowsOf(agreementRow, this.runner, {
      query: this.queries.agreementsInScope,
      values: scopeValues(scope),
    });
    return sortedById(rows.map(agreementOf), (row) => row.agreementId);
  }

  async agreementsOfCustomer(scope: Scope, id: string) {
    if (!isPossibleId(this.shape.idType("customer"), id)) return [];
    const rows = await rowsOf(agreementRow, this.runner, {
      query: this.queries.agreementsOfCustomer,
      values: { ...scopeValues(scope), customer: id },
    });
    return sortedById(rows.map(agreementOf), (row) => row.agreementId);
  }

  async agreement(scope: Scope, customer: string, agreement: string) {
    if (
      !isPossibleId(this.shape.idType("customer"), customer) ||
      !isPossibleId(this.shape.idType("agreement"), agreement)
    )
      return null;
    const rows = await rowsOf(agreementRow, this.runner, {
      query: this.queries.agreement,
      values: { ...scopeValues(scope), customer, agreement },
    });
    return rows.length === 0 ? null : agreementOf(rows[0]);
  }

  async agreementHistory(scope: Scope, { agreementId, beforeSec, signal }: HistoryQuestion) {
    if (!isPossibleId(this.shape.idType("agreement"), agreementId)) return null;
    const query = this.queries.agreementHistory;
    const before = Math.min(Math.max(Math.floor(beforeSec), 0), LAST_SEC);
    const values = { ...scopeValues(scope), agreement: agreementId, before };
    const bound = query.parameters.excluded
      ? { ...values, excluded: this.possibleProducts(this.settings.excludedProductIds) }
      : values;
    const rows = await rowsOf(historyRow, this.runner, { query, values: bound, signal });
    if (rows.length === 0) return null;
    const lines = rows.filter(isLine);
    const products = new Map(lines.map((row) => [row.product_id, row]));
    return {
      purchases: lines.map(purchaseOf).sort(comparePurchases),
      products: sortedById([...products.values()].map(productOf), (row) => row.productId),
    };
  }

  /** In the order asked for; unknown ones are left out. */
  async products(ids: readonly string[]) {
    const wanted = this.possibleProducts(ids);
    if (wanted.length === 0) return [];
    const rows = await rowsOf(productRow, this.runner, { query: this.queries.products, values: { ids: wanted } });
    const byId = new Map(rows.map((row) => [row.product_id, productOf(row)]));
    return wanted.flatMap((id) => byId.get(id) ?? []);
  }

  async catalogue() {
    const rows = await rowsOf(productRow, this.runner, { query: this.queries.catalogue, values: {} });
    const excluded = new Set<string>(this.settings.excludedProductIds);
    const kept = rows.filter((row) => !excluded.has(row.product_id)).map(productOf);
    return sortedById(kept, (row) => row.productId);
  }

  async stock(ids: readonly string[]) {
    if (this.queries.stock === null) return null;
    const wanted = this.possibleProducts(ids);
    if (wanted.length === 0) return [];
    const rows = await rowsOf(stockRow, this.runner, { query: this.queries.stock, values: { ids: wanted } });
    if (rows.length === 0 && !(await this.hasStock())) return null;
    // Stores whose names differ in blanks alone are one to the reader, whatever the collation says.
    const stores = new Map<string, StockRecord>();
    for (const one of rows.map(stockOf)) {
      const key = JSON.stringify([one.productId, one.storage]);
      stores.set(key, { ...one, amount: one.amount + (stores.get(key)?.amount ?? 0) });
    }
    return [...stores.values()].sort(
      (a, b) => compareIds(a.productId, b.productId) || byCodeUnit(a.storage, b.storage),
    );
  }

  /** An empty table says nothing of any product; "not in stock" would be made up. */
  private async hasStock(): Promise<boolean> {
    if (this.queries.anyStock === null) return false;
    const [row] = await rowsOf(anyStockRow, this.runner, { query: this.queries.anyStock, values: {} });
    return row?.has_stock === 1;
  }

  async analogues(ids: readonly string[]) {
    if (this.queries.analogues === null) return null;
    const wanted = this.possibleProducts(ids);
    if (wanted.length === 0) return [];
    const rows = await rowsOf(analogueRow, this.runner, { query: this.queries.analogues, values: { ids: wanted } });
    return rows
      .map(analogueOf)
      .sort((a, b) => compareIds(a.productId, b.productId) || compareIds(a.analogueId, b.analogueId));
  }

  /** null also when two active people share the address: whose customers to show would be a guess. */
  async personByEmail(email: string) {
    const wanted = email.trim().toLowerCase();
    if (this.queries.personByEmail === null || wanted === "" || wanted.length > LONGEST_EMAIL) return null;
    const rows = await rowsOf(personRow, this.runner, {
      query: this.queries.personByEmail,
      values: { email: wanted },
    });
    // A collation may take other letters for equal (accents, widths): who signs in as whom is decided letter by letter.
    const exact = rows.filter((row) => row.email?.trim().toLowerCase() === wanted);
    return exact.length === 1 ? personOf(exact[0]) : null;
  }

  async people() {
    if (this.queries.people === null) return [];
    const rows = await rowsOf(personRow, this.runner, { query: this.queries.people, values: {} });
    return sortedById(rows.map(personOf), (row) => row.ownerId);
  }

  async describe() {
    const tables: { name: string; rows: number; required: boolean }[] = [];
    for (const { name, required } of ERP_TABLES.filter((table) => this.shape.hasTable(table.name))) {
      const [{ row_count }] = await rowsOf(countRow, this.runner, {
        query: rowCountQuery(this.dialect, name),
        values: {},
      });
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
