import type { OwnershipRule } from "@/lib/domain/ownership-rule";

export interface ErpSettings {
  /** `dbo` on SQL Server, `main` in a DuckDB file. */
  readonly schema: string;
  readonly excludedProductIds: readonly string[];
  readonly ownership: readonly OwnershipRule[];
  /** The column that `name` of a product comes from; `nameUk` is always NameUA. */
  readonly productName: "Name" | "NameUA" | "NamePL";
  /** The column of OrderItem that says whether a line counts; null = all lines count. */
  readonly validityColumn: string | null;
}

export const DEFAULT_ERP_SETTINGS: ErpSettings = {
  schema: "main",
  excludedProductIds: [],
  ownership: ["main_manager", "profile"],
  productName: "Name",
  validityColumn: "IsValidForCurrentSale",
};
