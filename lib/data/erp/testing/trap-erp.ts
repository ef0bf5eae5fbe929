import { SAMPLE_ERP } from "./sample-erp";
import type { TinyErp } from "./write-tiny-erp";

/** Beyond what JavaScript's numbers hold. */
const LARGE = "9007199254740993";
const LARGER = "9223372036854775807";

/**
 * Rows on which two engines, or an engine and its driver, easily differ: ids beyond 2^53, letters that collations take for
 * equal, blanks at the end, text in two scripts, quotes, parts of a second, decimals with fourteen places, absent values
 * everywhere, dates that no order has.
 */
const TRAPS: TinyErp = {
  Region: [{ ID: 8, Name: " Lv " }],
  Client: [
    { ID: LARGE, Name: "Ґалаґан і син  ", FullName: "x", USREOU: " 00123 ", RegionID: 8, MainManagerID: 2 },
    { ID: LARGER, Name: "", FullName: "   ", EmailAddress: "" },
    { ID: 60, Name: 'O\'Brien "Sons" \\ 100% _ 🚚', MobileNumber: "+38 (050) 1", MainManagerID: 1, RegionID: 999 },
    { ID: 61, Name: "АВТО", MainManagerID: null },
    { ID: 62, Name: "ABTO" },
  ],
  ClientUserProfile: [
    { ID: 20, ClientID: LARGE, UserProfileID: 1 },
    { ID: 21, ClientID: 62, UserProfileID: 3 },
  ],
  User: [
    { ID: 6, FirstName: "É", LastName: null, Email: "  jose@example.com " },
    { ID: 7, FirstName: null, LastName: null, Email: "josé@example.com" },
    { ID: 8, FirstName: "Straße", LastName: "ß", Email: "strasse@example.com" },
    { ID: 9, FirstName: "", LastName: "", Email: "" },
  ],
  Agreement: [
    { ID: 901, Name: "  ", Number: "", CurrencyID: 5, IsActive: false },
    { ID: LARGE, Name: "Договір №7", Number: "№7 ", CurrencyID: 1 },
  ],
  ClientAgreement: [
    { ID: LARGE, ClientID: LARGE, AgreementID: LARGE },
    { ID: 600, ClientID: 60, AgreementID: 901 },
    { ID: 601, ClientID: 60, AgreementID: 12345 },
    { ID: 610, ClientID: 61 },
  ],
  Product: [
    { ID: LARGE, VendorCode: "А-1 ", Name: "Фільтр паливний", NamePL: "Filtr", PackingStandard: "1,5" },
    { ID: 5, VendorCode: "A-1", Name: null, NameUA: "  ", PackingStandard: " 12 " },
    { ID: 6, VendorCode: null, Name: "Комплект 'А'", PackingStandard: "1e3" },
    { ID: 7, VendorCode: "Z", Name: "z".repeat(120), PackingStandard: "" },
  ],
  ProductAnalogue: [{ ID: 6, BaseProductID: LARGE, AnalogueProductID: 5 }],
  Storage: [
    { ID: 5, Name: "KYIV" },
    { ID: 6, Name: null },
    { ID: 7, Name: "Kyiv " },
  ],
  ProductAvailability: [
    { ID: 20, ProductID: 1, StorageID: 5, Amount: 2 },
    { ID: 21, ProductID: 1, StorageID: 7, Amount: 1 },
    { ID: 22, ProductID: 5, StorageID: 6, Amount: 0.25 },
    { ID: 23, ProductID: LARGE, StorageID: 5, Amount: 7 },
  ],
  Order: [
    { ID: LARGE, ClientAgreementID: LARGE, Created: "2024-12-31 23:59:59.999999", UserID: 2 },
    { ID: LARGER, ClientAgreementID: LARGE, Created: "2025-01-01 00:00:00", UserID: null },
    { ID: 6000, ClientAgreementID: 600, Created: "1989-12-31 23:59:59" },
    { ID: 6001, ClientAgreementID: 600, Created: "1990-01-01 00:00:00" },
    { ID: 6002, ClientAgreementID: 600, Created: "2037-12-31 23:59:59" },
    { ID: 6003, ClientAgreementID: 600, Created: "2038-01-01 00:00:00" },
    { ID: 6004, ClientAgreementID: 601, Created: "2024-03-31 01:30:00" },
    { ID: 6005, ClientAgreementID: 601, Created: "2024-10-27 00:30:00.123456" },
  ],
  OrderItem: [
    { ID: 100, OrderID: LARGE, ProductID: LARGE, Qty: 0.1, PricePerItem: "12.34567890123456" },
    { ID: 101, OrderID: LARGE, ProductID: LARGE, Qty: 0.1, PricePerItem: "1234.56789012345678" },
    { ID: 102, OrderID: LARGER, ProductID: 5, Qty: 1_000_000, PricePerItem: "99999999.99" },
    { ID: 103, OrderID: LARGER, ProductID: 6, Qty: 3, PricePerItem: "0.00000000000001" },
    { ID: 104, OrderID: LARGER, ProductID: 7, Qty: 1, PricePerItem: "-5" },
    { ID: 105, OrderID: LARGER, ProductID: 7, Qty: 0.000001, PricePerItem: null },
    { ID: 106, OrderID: 6000, ProductID: 1, Qty: 1, PricePerItem: 1 },
    { ID: 107, OrderID: 6001, ProductID: 1, Qty: 1, PricePerItem: 1 },
    { ID: 108, OrderID: 6002, ProductID: 1, Qty: 1, PricePerItem: 1 },
    { ID: 109, OrderID: 6003, ProductID: 1, Qty: 1, PricePerItem: 1 },
    { ID: 110, OrderID: 6004, ProductID: 2, Qty: 2, PricePerItem: 1.1 },
    { ID: 111, OrderID: 6004, ProductID: 2, Qty: 2, PricePerItem: 1.1 },
    { ID: 112, OrderID: 6004, ProductID: 2, Qty: 2, PricePerItem: 2.2 },
    { ID: 113, OrderID: 6005, ProductID: 424242, Qty: 1, PricePerItem: 1 },
    { ID: 114, OrderID: 6005, ProductID: 1, Qty: null, PricePerItem: 1 },
    { ID: 115, OrderID: 777777, ProductID: 1, Qty: 1, PricePerItem: 1 },
  ],
};

/** The sample with every trap. */
export const TRAP_ERP: TinyErp = Object.fromEntries(
  Object.keys({ ...SAMPLE_ERP, ...TRAPS }).map((table) => [
    table,
    [...(SAMPLE_ERP[table] ?? []), ...(TRAPS[table] ?? [])],
  ]),
);
