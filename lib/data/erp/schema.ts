/**
 * The part of the ERP database (`ConcordDb_v5`) that Partwise reads, as data: one definition for the queries, the
 * embedded databases (demo, import) and the check of what a source offers. Names are those of SQL Server.
 */

/** Ids whose type an import chooses; every other id is a BIGINT. `agreement` covers ClientAgreement and Agreement. */
export type IdKind = "customer" | "agreement" | "product" | "order";
export type IdSqlType = "BIGINT" | "VARCHAR";
export type IdTypes = Partial<Record<IdKind, IdSqlType>>;

/** Logical types; `decimal` is SQL Server's decimal(30,14) or money, stored as DOUBLE in the embedded database. */
export type LogicalType = "id" | "uuid" | "timestamp" | "boolean" | "text" | "double" | "decimal" | "integer";

export interface ColumnDefinition {
  readonly name: string;
  readonly type: LogicalType;
  /** Only for ids whose type an import may choose. */
  readonly idKind?: IdKind;
  readonly nullable: boolean;
  /** SQL literal used by the embedded database when a row leaves the column out. */
  readonly defaultSql?: string;
  /** A source may lack the column altogether; queries must then do without. */
  readonly optional?: true;
}

export interface TableDefinition {
  readonly name: string;
  /** A source without a required table cannot be read; a missing optional table hides the feature it feeds. */
  readonly required: boolean;
  readonly columns: readonly ColumnDefinition[];
}

const column = (name: string, type: LogicalType): ColumnDefinition => ({ name, type, nullable: true });
const text = (name: string) => column(name, "text");
const double = (name: string) => column(name, "double");
const decimal = (name: string) => column(name, "decimal");
const integer = (name: string) => column(name, "integer");
const flag = (name: string, byDefault: boolean): ColumnDefinition => ({
  name,
  type: "boolean",
  nullable: false,
  defaultSql: String(byDefault),
});
const reference = (name: string, idKind?: IdKind): ColumnDefinition => ({ name, type: "id", idKind, nullable: false });
const optionalReference = (name: string, idKind?: IdKind): ColumnDefinition => ({
  ...reference(name, idKind),
  nullable: true,
});

/** Every ERP table has its own id, a public id, two sync stamps and a flag. */
function table(
  name: string,
  options: { required: boolean; idKind?: IdKind },
  own: readonly ColumnDefinition[],
): TableDefinition {
  return {
    name,
    required: options.required,
    columns: [
      reference("ID", options.idKind),
      column("NetUID", "uuid"),
      column("Created", "timestamp"),
      column("Updated", "timestamp"),
      flag("Deleted", false),
      ...own,
    ],
  };
}

const REQUIRED = { required: true };
const OPTIONAL = { required: false };

export const ERP_TABLES = [
  table("Client", { required: true, idKind: "customer" }, [
    text("Name"),
    text("FullName"),
    text("USREOU"),
    text("MobileNumber"),
    text("EmailAddress"),
    flag("IsActive", true),
    flag("IsBlocked", false),
    flag("IsSubClient", false),
    optionalReference("RegionID"),
    optionalReference("MainManagerID"),
    optionalReference("MainClientID", "customer"),
  ]),
  table("ClientAgreement", { required: true, idKind: "agreement" }, [
    reference("ClientID", "customer"),
    optionalReference("AgreementID", "agreement"),
    decimal("CurrentAmount"),
  ]),
  // Created is the event time; there is no ClientID: the customer is reached through the agreement.
  table("Order", { required: true, idKind: "order" }, [
    reference("ClientAgreementID", "agreement"),
    optionalReference("UserID"),
    integer("OrderSource"),
    integer("OrderStatus"),
  ]),
  // OrderID is NULL while the line is in a cart. Where IsValidForCurrentSale does not exist, all lines count.
  table("OrderItem", REQUIRED, [
    optionalReference("OrderID", "order"),
    reference("ProductID", "product"),
    double("Qty"),
    double("ReturnedQty"),
    decimal("PricePerItem"),
    { ...flag("IsValidForCurrentSale", true), optional: true },
  ]),
  table("Product", { required: true, idKind: "product" }, [
    text("VendorCode"),
    text("Name"),
    text("NameUA"),
    text("NamePL"),
    text("Description"),
    text("DescriptionUA"),
    text("DescriptionPL"),
    text("MainOriginalNumber"),
    text("Size"),
    text("PackingStandard"),
    double("Weight"),
    flag("HasAnalogue", false),
    flag("IsForWeb", true),
  ]),
  table("ProductCarBrand", REQUIRED, [reference("ProductID", "product"), reference("CarBrandID")]),
  table("CarBrand", REQUIRED, [text("Name")]),
  table("Agreement", { required: false, idKind: "agreement" }, [
    text("Name"),
    text("Number"),
    flag("IsActive", true),
    flag("IsDefault", false),
    optionalReference("CurrencyID"),
    optionalReference("OrganizationID"),
    optionalReference("PricingID"),
    flag("WithVATAccounting", false),
    flag("IsControlAmountDebt", false),
    decimal("AmountDebt"),
    flag("IsControlNumberDaysDebt", false),
    integer("NumberDaysDebt"),
  ]),
  table("Currency", OPTIONAL, [text("Code"), text("Name")]),
  table("ProductGroup", OPTIONAL, [text("Name")]),
  table("ProductProductGroup", OPTIONAL, [reference("ProductID", "product"), reference("ProductGroupID")]),
  table("ProductAnalogue", OPTIONAL, [
    reference("BaseProductID", "product"),
    reference("AnalogueProductID", "product"),
  ]),
  table("Storage", OPTIONAL, [
    text("Name"),
    optionalReference("OrganizationID"),
    flag("ForDefective", false),
    flag("AvailableForReSale", true),
  ]),
  table("ProductAvailability", OPTIONAL, [reference("ProductID", "product"), reference("StorageID"), double("Amount")]),
  table("Region", OPTIONAL, [text("Name")]),
  table("User", OPTIONAL, [
    text("FirstName"),
    text("LastName"),
    text("Email"),
    flag("IsActive", true),
    optionalReference("UserRoleID"),
  ]),
  // UserRoleType: 0 sales, 6 head of sales, 3 administrator.
  table("UserRole", OPTIONAL, [text("Name"), integer("UserRoleType")]),
  table("ClientUserProfile", OPTIONAL, [reference("ClientID", "customer"), reference("UserProfileID")]),
  // Total in the agreement's currency; Created is the anchor of ageing.
  table("Debt", OPTIONAL, [decimal("Total")]),
  table("ClientInDebt", OPTIONAL, [
    reference("ClientID", "customer"),
    reference("AgreementID", "agreement"),
    reference("DebtID"),
  ]),
] as const satisfies readonly TableDefinition[];

const DUCKDB_TYPES: Readonly<Record<Exclude<LogicalType, "id">, string>> = {
  uuid: "UUID",
  timestamp: "TIMESTAMP",
  boolean: "BOOLEAN",
  text: "VARCHAR",
  double: "DOUBLE",
  // Prices are added and shown, never compared for equality: doubles read and append several times faster.
  decimal: "DOUBLE",
  integer: "INTEGER",
};

/** DuckDB's type for a column, given the id types of the source. */
function duckDbType(definition: ColumnDefinition, idTypes: IdTypes = {}): string {
  if (definition.type !== "id") return DUCKDB_TYPES[definition.type];
  return (definition.idKind && idTypes[definition.idKind]) ?? "BIGINT";
}

/**
 * `CREATE TABLE` of one table for the embedded database, columns in the order of the definition. No primary key:
 * its index would cost more than the rest of a bulk load, and the files are written once and only read afterwards.
 */
export function createTableSql(definition: TableDefinition, options: { readonly idTypes?: IdTypes } = {}): string {
  const columns = definition.columns.map((each) => {
    const constraint = each.nullable ? "" : " NOT NULL";
    const byDefault = each.defaultSql === undefined ? "" : ` DEFAULT ${each.defaultSql}`;
    return `  "${each.name}" ${duckDbType(each, options.idTypes)}${constraint}${byDefault}`;
  });
  return `CREATE TABLE "${definition.name}" (\n${columns.join(",\n")}\n)`;
}

/** `CREATE TABLE` statements of the whole schema, required tables first. Run them one by one. */
export function createSchemaSql(options: { readonly idTypes?: IdTypes } = {}): string[] {
  return ERP_TABLES.map((definition) => createTableSql(definition, options));
}
