/**
 * Files of an import folder: `order_lines`, `products` and `customers`, each as .csv, .csv.gz or .parquet. Column names are
 * compared without regard to case; columns not named here are left alone. Only `order_lines` must be there: products and
 * customers that it names and no file describes are derived from its lines.
 */
export const IMPORT_FILES = {
  order_lines: {
    required: ["order_id", "ordered_at", "customer_id", "product_id", "quantity"],
    /** Without agreement_id every customer has one agreement of the customer's own id. unit_price: EUR net, empty = not priced. */
    optional: ["agreement_id", "unit_price"],
  },
  products: {
    required: ["product_id"],
    /** `group` and `car_brand` may hold several names separated by `|`; packing_standard is the units a package holds. */
    optional: [
      "product_code",
      "product_name",
      "product_name_uk",
      "group",
      "oe_number",
      "packing_standard",
      "car_brand",
    ],
  },
  customers: {
    required: ["customer_id"],
    /** owner_email names the sales rep; when no row has one, customers are shared out between the two demo reps. */
    optional: ["customer_name", "region", "tax_id", "owner_email", "phone", "email"],
  },
} as const satisfies Record<string, { required: readonly string[]; optional: readonly string[] }>;

export type ImportFileName = keyof typeof IMPORT_FILES;

/** Why a line was refused; each is also the text shown in lists and counts. */
export const REJECTION_REASONS = [
  "wrong_number_of_fields",
  "quote_not_closed",
  "line_too_long",
  "unknown_encoding",
  "missing_order_id",
  "missing_ordered_at",
  "missing_customer_id",
  "missing_product_id",
  "missing_quantity",
  "id_too_long",
  "unparsable_date",
  "date_out_of_range",
  "quantity_not_a_number",
  "quantity_zero",
  "price_not_a_number",
  "price_negative",
  "agreement_under_two_customers",
  "order_under_two_agreements",
  "duplicate_key",
  "packing_standard_not_a_number",
] as const;
