import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "@/lib/data/duckdb/duckdb-file";
import { createSchemaSql, type IdSqlType, type IdTypes } from "@/lib/data/erp/schema";
import { IMPORT_PEOPLE, IMPORT_ROLES } from "./demo-people";

/**
 * Writes the ERP tables from the temporary tables `good_line`, `good_product` and `good_customer`. Ids stay what the source
 * calls them: BIGINT when all of a kind are whole numbers that fit, text otherwise. Orders and their lines lie
 * sorted by agreement and time, which makes one agreement's history quick to read.
 */
export async function writeErpTables(connection: DuckDBConnection): Promise<void> {
  await derive(connection);
  const idTypes: IdTypes = {
    customer: await idType(connection, "SELECT customer_id AS id FROM any_customer"),
    agreement: await idType(connection, "SELECT agreement_id AS id FROM good_line"),
    product: await idType(connection, "SELECT product_id AS id FROM any_product"),
    order: await idType(connection, "SELECT order_id AS id FROM good_line"),
  };
  const id = (kind: keyof IdTypes, column: string) => `CAST(${column} AS ${idTypes[kind]})`;
  for (const statement of createSchemaSql({ idTypes })) await connection.run(statement);
  await writePeople(connection);
  await connection.run(`INSERT INTO "Region" (ID, Name)
SELECT ROW_NUMBER() OVER (ORDER BY region), region FROM (SELECT DISTINCT region FROM any_customer WHERE region <> '')`);
  await connection.run(`INSERT INTO "Client" (ID, Name, FullName, USREOU, MobileNumber, EmailAddress, RegionID, MainManagerID)
SELECT ${id("customer", "c.customer_id")}, c.name, c.name, NULLIF(c.tax_id, ''), NULLIF(c.phone, ''), NULLIF(c.email, ''), r.ID, ${await ownerSql(connection)}
FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY MD5(customer_id), customer_id) - 1 AS place FROM any_customer) c
LEFT JOIN "Region" r ON r.Name = c.region LEFT JOIN "User" u ON u.Email = c.owner_email ORDER BY 1`);
  await connection.run(`INSERT INTO "ClientAgreement" (ID, ClientID)
SELECT ${id("agreement", "agreement_id")}, ${id("customer", "ANY_VALUE(customer_id)")} FROM good_line GROUP BY agreement_id ORDER BY 1`);
  await connection.run(`INSERT INTO "Product" (ID, VendorCode, Name, NameUA, MainOriginalNumber, PackingStandard)
SELECT ${id("product", "product_id")}, code, name, name_uk, NULLIF(oe_number, ''), packing FROM any_product ORDER BY 1`);
  await writeNames({
    connection,
    column: "groups",
    names: "ProductGroup",
    links: "ProductProductGroup",
    reference: "ProductGroupID",
    productId: id("product", "product_id"),
  });
  await writeNames({
    connection,
    column: "brands",
    names: "CarBrand",
    links: "ProductCarBrand",
    reference: "CarBrandID",
    productId: id("product", "product_id"),
  });
  await connection.run(`INSERT INTO "Order" (ID, ClientAgreementID, Created, OrderSource, OrderStatus)
SELECT ${id("order", "order_id")}, ${id("agreement", "ANY_VALUE(agreement_id)")}, MIN(ordered_at), 1, 2 FROM good_line GROUP BY order_id ORDER BY 2, 3, 1`);
  await connection.run(`INSERT INTO "OrderItem" (ID, OrderID, ProductID, Qty, ReturnedQty, PricePerItem)
SELECT line, ${id("order", "order_id")}, ${id("product", "product_id")}, quantity, 0, price FROM good_line ORDER BY agreement_id, ordered_at, line`);
}

/** Temporary tables `any_customer` and `any_product`: the described ones and those that only the lines name. */
async function derive(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE TEMP TABLE any_customer AS SELECT * FROM good_customer
UNION ALL BY NAME
SELECT DISTINCT customer_id, customer_id AS name, '' AS region, '' AS tax_id, '' AS owner_email, '' AS phone, '' AS email
FROM good_line l WHERE NOT EXISTS (SELECT 1 FROM good_customer c WHERE c.customer_id = l.customer_id)`);
  await connection.run(`CREATE TEMP TABLE any_product AS SELECT * FROM good_product
UNION ALL BY NAME
SELECT DISTINCT product_id, product_id AS code, '' AS name, '' AS name_uk, '' AS groups, '' AS brands, '' AS oe_number, '1' AS packing
FROM good_line l WHERE NOT EXISTS (SELECT 1 FROM good_product p WHERE p.product_id = l.product_id)`);
}

/** BIGINT only where text and number say the same: no leading zero, no sign, at most 18 digits. */
async function idType(connection: DuckDBConnection, ids: string): Promise<IdSqlType> {
  const reader = await connection.runAndReadAll(
    `SELECT BOOL_AND(REGEXP_FULL_MATCH(id, '0|[1-9][0-9]{0,17}')) FROM (${ids})`,
  );
  return reader.getRows()[0][0] === true ? "BIGINT" : "VARCHAR";
}

async function writePeople(connection: DuckDBConnection): Promise<void> {
  const roles = IMPORT_ROLES.map((role) => `(${role.id}, ${sqlText(role.name)}, ${role.type})`).join(", ");
  await connection.run(`INSERT INTO "UserRole" (ID, Name, UserRoleType) VALUES ${roles}`);
  const people = IMPORT_PEOPLE.map(
    ({ id, firstName, lastName, email, roleId }) =>
      `(${id}, ${sqlText(firstName)}, ${sqlText(lastName)}, ${sqlText(email)}, ${roleId})`,
  ).join(", ");
  await connection.run(`INSERT INTO "User" (ID, FirstName, LastName, Email, UserRoleID) VALUES ${people}`);
  await connection.run(`INSERT INTO "User" (ID, FirstName, LastName, Email, UserRoleID)
SELECT ${IMPORT_PEOPLE.length} + ROW_NUMBER() OVER (ORDER BY owner_email), SPLIT_PART(owner_email, '@', 1), '', owner_email, 1
FROM (SELECT DISTINCT owner_email FROM good_customer WHERE owner_email <> '' AND owner_email NOT IN (SELECT Email FROM "User"))`);
}

/**
 * With owners in the file they own, and who has none is unassigned. Without any, of every 20 customers in an order that
 * only depends on their ids 6 stay unassigned and 7 go to each of the two reps.
 */
async function ownerSql(connection: DuckDBConnection): Promise<string> {
  const reader = await connection.runAndReadAll("SELECT COUNT(*) FROM good_customer WHERE owner_email <> ''");
  if (Number(reader.getRows()[0][0]) > 0) return "u.ID";
  const [first, second] = IMPORT_PEOPLE;
  return `CASE WHEN c.place % 20 >= 14 THEN NULL WHEN c.place % 2 = 0 THEN ${first.id} ELSE ${second.id} END`;
}

interface NamesOptions {
  readonly connection: DuckDBConnection;
  readonly column: "groups" | "brands";
  readonly names: string;
  readonly links: string;
  readonly reference: string;
  readonly productId: string;
}

/** Splits `a|b` into the table of names and the table that links products to them. */
async function writeNames({ connection, column, names, links, reference, productId }: NamesOptions): Promise<void> {
  await connection.run(`CREATE TEMP TABLE named_${column} AS
SELECT DISTINCT product_id, TRIM(name) AS name FROM (SELECT product_id, UNNEST(STRING_SPLIT(${column}, '|')) AS name FROM any_product WHERE ${column} <> '')
WHERE TRIM(name) <> ''`);
  await connection.run(
    `INSERT INTO "${names}" (ID, Name) SELECT ROW_NUMBER() OVER (ORDER BY name), name FROM (SELECT DISTINCT name FROM named_${column})`,
  );
  await connection.run(`INSERT INTO "${links}" (ID, ProductID, ${reference})
SELECT ROW_NUMBER() OVER (ORDER BY n.product_id, g.ID), ${productId.replace("product_id", "n.product_id")}, g.ID FROM named_${column} n JOIN "${names}" g ON g.Name = n.name`);
}
