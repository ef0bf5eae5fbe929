import type { OwnershipRule } from "@/lib/domain/ownership-rule";
import type { ErpSettings } from "./erp-settings";
import type { ErpShape } from "./erp-shape";
import type { ErpQuery, ParameterType, SqlDialect } from "./sql-dialect";
import { EXACT_LINE_PRICE, isExactPrice, LINE_PRICE, notDeleted, ORDERS_BEFORE, validLines } from "./valid-lines";

/** Every statement both engines run, built once for what a source offers. Column aliases are those of `rows.ts`. */
export interface ErpQueries {
  readonly customersInScope: ErpQuery;
  readonly customer: ErpQuery;
  readonly agreementsInScope: ErpQuery;
  readonly agreementsOfCustomer: ErpQuery;
  readonly agreement: ErpQuery;
  /** A row a line, with its product; one row without an order where the agreement is in scope and has no line. */
  readonly agreementHistory: ErpQuery;
  readonly products: ErpQuery;
  readonly catalogue: ErpQuery;
  /** null: the source has no stock, or no substitutes. */
  readonly stock: ErpQuery | null;
  /** Whether there is any stock at all: an import has the table, and nothing in it. */
  readonly anyStock: ErpQuery | null;
  readonly analogues: ErpQuery | null;
  /** null: the source has no User table. */
  readonly personByEmail: ErpQuery | null;
  readonly people: ErpQuery | null;
}

/** Tables, views and columns of the schema that the account may read. Runs before anything is known, so it takes part in no builder. */
export function catalogueQuery(dialect: SqlDialect): ErpQuery {
  return {
    sql: `SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, COLUMN_NAME AS column_name, DATA_TYPE AS data_type
FROM INFORMATION_SCHEMA.COLUMNS WHERE LOWER(TABLE_SCHEMA) = LOWER(${dialect.parameter("schema")})`,
    parameters: { schema: "text" },
  };
}

export function rowCountQuery(dialect: SqlDialect, table: string): ErpQuery {
  return {
    sql: `SELECT CAST(COUNT(*) AS DOUBLE PRECISION) AS row_count FROM ${dialect.table(table)} counted`,
    parameters: {},
  };
}

/** Seconds of the newest order; null where there is none. A date that no order can have says nothing about the data's age. */
export function newestOrderQuery(dialect: SqlDialect): ErpQuery {
  return {
    sql: `SELECT ${dialect.epochSec("MAX(o.Created)")} AS newest_sec FROM ${dialect.table("Order")} o WHERE o.Created < '${ORDERS_BEFORE}'`,
    parameters: {},
  };
}

const ABSENT_TEXT = "CAST(NULL AS VARCHAR(1))";
const idText = (expression: string) => `CAST(${expression} AS VARCHAR(100))`;

export function buildErpQueries({
  dialect,
  shape,
  settings,
}: {
  dialect: SqlDialect;
  shape: ErpShape;
  settings: ErpSettings;
}): ErpQueries {
  const { table, parameter } = dialect;
  const idParameter = (kind: "customer" | "agreement"): ParameterType =>
    shape.idType(kind) === "BIGINT" ? "bigint" : "text";
  const scope = scopeOf({ dialect, shape, settings });
  const text = (alias: string, of: string, column: string) =>
    shape.hasColumn(of, column) ? `${alias}.${column}` : ABSENT_TEXT;

  const hasRegion = shape.hasTable("Region") && shape.hasColumn("Client", "RegionID");
  const blocked = shape.hasColumn("Client", "IsBlocked") ? "COALESCE(CAST(c.IsBlocked AS INT), 0)" : "0";
  const customers = `SELECT ${idText("c.ID")} AS customer_id, c.Name AS name, ${text("c", "Client", "FullName")} AS full_name,
  ${text("c", "Client", "USREOU")} AS tax_id, ${text("c", "Client", "MobileNumber")} AS phone, ${text("c", "Client", "EmailAddress")} AS email,
  ${hasRegion ? "r.Name" : ABSENT_TEXT} AS region, ${scope.ownerColumns}, ${blocked} AS is_blocked
FROM ${table("Client")} c
${hasRegion ? `LEFT JOIN ${table("Region")} r ON r.ID = c.RegionID\n` : ""}${scope.joins}WHERE ${notDeleted("c")} AND ${scope.condition}`;

  const hasAgreement = shape.hasTable("Agreement") && shape.hasColumn("ClientAgreement", "AgreementID");
  const hasCurrency = hasAgreement && shape.hasTable("Currency") && shape.hasColumn("Agreement", "CurrencyID");
  const agreements = `SELECT ${idText("ca.ID")} AS agreement_id, ${idText("ca.ClientID")} AS customer_id, ${hasAgreement ? "a.Name" : ABSENT_TEXT} AS name,
  ${hasAgreement ? text("a", "Agreement", "Number") : ABSENT_TEXT} AS number, ${hasCurrency ? "cur.Code" : ABSENT_TEXT} AS currency,
  ${hasAgreement && shape.hasColumn("Agreement", "IsActive") ? "COALESCE(CAST(a.IsActive AS INT), 1)" : "1"} AS is_active
FROM ${table("ClientAgreement")} ca
JOIN ${table("Client")} c ON c.ID = ca.ClientID
${hasAgreement ? `LEFT JOIN ${table("Agreement")} a ON a.ID = ca.AgreementID\n` : ""}${hasCurrency ? `LEFT JOIN ${table("Currency")} cur ON cur.ID = a.CurrencyID\n` : ""}${scope.joins}WHERE ${notDeleted("c")} AND ${scope.condition}`;

  const excluded = settings.excludedProductIds.length > 0 ? dialect.idList("excluded", shape.idType("product")) : null;
  const productTexts = (alias: string) => ({
    code: text(alias, "Product", "VendorCode"),
    name: text(alias, "Product", settings.productName),
    name_uk: text(alias, "Product", "NameUA"),
    oe_number: text(alias, "Product", "MainOriginalNumber"),
    packing_standard: text(alias, "Product", "PackingStandard"),
  });
  const aliased = (columns: Readonly<Record<string, string>>) =>
    Object.entries(columns)
      .map(([alias, expression]) => `${expression} AS ${alias}`)
      .join(", ");
  const line = {
    order_id: idText("o.ID"),
    ordered_at_sec: dialect.epochSec("o.Created"),
    product_id: idText("p.ID"),
    quantity: "CAST(oi.Qty AS DOUBLE PRECISION)",
    unit_price: isExactPrice(shape) ? EXACT_LINE_PRICE : LINE_PRICE,
    ...productTexts("p"),
  };
  // The agreement is joined to its lines and not the other way round: no row then means out of scope, one without an order no lines.
  const history = `SELECT ${aliased(Object.fromEntries(Object.keys(line).map((alias) => [alias, `l.${alias}`])))}
FROM ${table("ClientAgreement")} ca
JOIN ${table("Client")} c ON c.ID = ca.ClientID
LEFT JOIN (SELECT ${aliased({ agreement_id: "o.ClientAgreementID", ...line })}
${validLines({ dialect, shape, excluded })}
  AND o.ClientAgreementID = ${parameter("agreement")} AND o.Created < ${parameter("before")}) l ON l.agreement_id = ca.ID
${scope.joins}WHERE ${notDeleted("c")} AND ${scope.condition} AND ca.ID = ${parameter("agreement")}`;

  const productColumns = `SELECT ${aliased({ product_id: idText("p.ID"), ...productTexts("p") })}
FROM ${table("Product")} p`;
  const wanted = (column: string) =>
    `JOIN ${dialect.idList("ids", shape.idType("product"))} wanted ON wanted.id = ${column}`;
  const products = `${productColumns} ${wanted("p.ID")}
WHERE ${notDeleted("p")}`;
  const catalogue = `${productColumns}
WHERE ${notDeleted("p")}`;

  // Defective goods, and stores that do not sell, are no stock to offer from.
  const sells = (flag: string, when: number) =>
    shape.hasColumn("Storage", flag) ? ` AND COALESCE(CAST(s.${flag} AS INT), ${when}) = ${when}` : "";
  const stock =
    shape.hasTable("ProductAvailability") && shape.hasTable("Storage")
      ? `SELECT ${idText("pa.ProductID")} AS product_id, s.Name AS storage, CAST(SUM(pa.Amount) AS DOUBLE PRECISION) AS amount
FROM ${table("ProductAvailability")} pa ${wanted("pa.ProductID")}
JOIN ${table("Storage")} s ON s.ID = pa.StorageID AND ${notDeleted("s")}${sells("ForDefective", 0)}${sells("AvailableForReSale", 1)}
WHERE ${notDeleted("pa")} AND pa.Amount > 0 GROUP BY pa.ProductID, s.ID, s.Name`
      : null;
  const analoguePairs = (of: string, other: string) =>
    `SELECT ${idText(`pa.${of}`)} AS product_id, ${idText(`pa.${other}`)} AS analogue_id
FROM ${table("ProductAnalogue")} pa ${wanted(`pa.${of}`)}
WHERE ${notDeleted("pa")} AND pa.${of} <> pa.${other}`;
  const analogues = shape.hasTable("ProductAnalogue")
    ? `${analoguePairs("BaseProductID", "AnalogueProductID")}
UNION ${analoguePairs("AnalogueProductID", "BaseProductID")}`
    : null;

  const people = shape.hasTable("User")
    ? `SELECT ${idText("u.ID")} AS owner_id, u.FirstName AS first_name, u.LastName AS last_name, u.Email AS email
FROM ${table("User")} u WHERE ${activePerson(shape, "u")}`
    : null;

  const withScope = (parameters: ErpQuery["parameters"]) => ({ ...scope.parameters, ...parameters });
  return {
    customersInScope: { sql: customers, parameters: withScope({}) },
    customer: {
      sql: `${customers} AND c.ID = ${parameter("customer")}`,
      parameters: withScope({ customer: idParameter("customer") }),
    },
    agreementsInScope: { sql: agreements, parameters: withScope({}) },
    agreementsOfCustomer: {
      sql: `${agreements} AND c.ID = ${parameter("customer")}`,
      parameters: withScope({ customer: idParameter("customer") }),
    },
    agreement: {
      sql: `${agreements} AND c.ID = ${parameter("customer")} AND ca.ID = ${parameter("agreement")}`,
      parameters: withScope({ customer: idParameter("customer"), agreement: idParameter("agreement") }),
    },
    agreementHistory: {
      sql: history,
      parameters: withScope({
        agreement: idParameter("agreement"),
        before: "instant",
        ...(excluded ? { excluded: "ids" as const } : {}),
      }),
    },
    products: { sql: products, parameters: { ids: "ids" } },
    catalogue: { sql: catalogue, parameters: {} },
    stock: stock === null ? null : { sql: stock, parameters: { ids: "ids" } },
    anyStock:
      stock === null
        ? null
        : {
            sql: `SELECT CASE WHEN EXISTS (SELECT 1 FROM ${table("ProductAvailability")} pa) THEN 1 ELSE 0 END AS has_stock`,
            parameters: {},
          },
    analogues: analogues === null ? null : { sql: analogues, parameters: { ids: "ids" } },
    personByEmail: people
      ? { sql: `${people} AND LOWER(LTRIM(RTRIM(u.Email))) = ${parameter("email")}`, parameters: { email: "text" } }
      : null,
    people: people ? { sql: people, parameters: {} } : null,
  };
}

/** A person who left owns nobody and signs in as nobody. */
function activePerson(shape: ErpShape, alias: string): string {
  const active = shape.hasColumn("User", "IsActive") ? ` AND CAST(${alias}.IsActive AS INT) = 1` : "";
  return `${notDeleted(alias)}${active}`;
}

interface ScopeSql {
  /** Joins on alias c (Client) that resolve the owner; each yields at most one row a customer. */
  readonly joins: string;
  /** True where the bound scope includes the customer. */
  readonly condition: string;
  readonly ownerColumns: string;
  readonly parameters: ErpQuery["parameters"];
}

/** The scope as bound parameters and who owns a customer, resolved in this one place by the precedence in the settings. */
function scopeOf({
  dialect,
  shape,
  settings,
}: {
  dialect: SqlDialect;
  shape: ErpShape;
  settings: ErpSettings;
}): ScopeSql {
  const { table, parameter } = dialect;
  const rules = shape.hasTable("User") ? settings.ownership.filter((rule) => isResolvable(shape, rule)) : [];
  const parameters = { scope_all: "integer", scope_owner: "bigint", scope_unassigned: "integer" } as const;
  const condition = (owner: string) =>
    `(${parameter("scope_all")} = 1 OR ${owner} = ${parameter("scope_owner")} OR (${parameter("scope_unassigned")} = 1 AND ${owner} IS NULL))`;
  if (rules.length === 0) {
    return {
      joins: "",
      condition: condition("CAST(NULL AS BIGINT)"),
      ownerColumns: `${ABSENT_TEXT} AS owner_id, ${ABSENT_TEXT} AS owner_first_name, ${ABSENT_TEXT} AS owner_last_name`,
      parameters,
    };
  }
  const person = (alias: string, id: string) =>
    `JOIN ${table("User")} ${alias} ON ${alias}.ID = ${id} AND ${activePerson(shape, alias)}`;
  const joinOf: Record<OwnershipRule, string> = {
    main_manager: `LEFT ${person("mm", "c.MainManagerID")}\n`,
    profile: `LEFT JOIN (SELECT cup.ClientID AS client_id, MIN(pu.ID) AS owner_id FROM ${table("ClientUserProfile")} cup
  ${person("pu", "cup.UserProfileID")}
  WHERE ${notDeleted("cup")} GROUP BY cup.ClientID) pf ON pf.client_id = c.ID\n`,
    last_seller: `LEFT JOIN (SELECT sca.ClientID AS client_id, su.ID AS owner_id,
    ROW_NUMBER() OVER (PARTITION BY sca.ClientID ORDER BY so.Created DESC, so.ID DESC) AS newest
  FROM ${table("Order")} so JOIN ${table("ClientAgreement")} sca ON sca.ID = so.ClientAgreementID
  ${person("su", "so.UserID")}
  WHERE EXISTS (SELECT 1 FROM ${table("OrderItem")} soi WHERE soi.OrderID = so.ID AND soi.Qty > 0${
    shape.hasColumn("OrderItem", "IsValidForCurrentSale") ? " AND CAST(soi.IsValidForCurrentSale AS INT) = 1" : ""
  })) ls ON ls.client_id = c.ID AND ls.newest = 1\n`,
  };
  const ownerOf: Record<OwnershipRule, string> = {
    main_manager: "mm.ID",
    profile: "pf.owner_id",
    last_seller: "ls.owner_id",
  };
  const owners = rules.map((rule) => ownerOf[rule]);
  const owner = owners.length === 1 ? owners[0] : `COALESCE(${owners.join(", ")})`;
  return {
    joins: `${rules.map((rule) => joinOf[rule]).join("")}LEFT JOIN ${table("User")} ow ON ow.ID = ${owner}\n`,
    condition: condition("ow.ID"),
    ownerColumns: `${idText("ow.ID")} AS owner_id, ow.FirstName AS owner_first_name, ow.LastName AS owner_last_name`,
    parameters,
  };
}

function isResolvable(shape: ErpShape, rule: OwnershipRule): boolean {
  if (rule === "main_manager") return shape.hasColumn("Client", "MainManagerID");
  if (rule === "profile") return shape.hasTable("ClientUserProfile");
  return shape.hasColumn("Order", "UserID");
}
