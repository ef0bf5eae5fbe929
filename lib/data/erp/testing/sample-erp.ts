import type { TinyErp } from "./write-tiny-erp";

/**
 * Two reps and every trap in few rows. Olena (1) owns customer 10 as main manager, Taras (2) owns 20 by profile; 30 has nobody;
 * 40 is deleted; 50's main manager left, its profile names Olena twice over.
 */
export const SAMPLE_ERP: TinyErp = {
  UserRole: [{ ID: 1, Name: "Sales", UserRoleType: 0 }],
  User: [
    { ID: 1, FirstName: "Олена", LastName: "Коваль", Email: "Olena@Example.com", UserRoleID: 1 },
    { ID: 2, FirstName: "Taras", LastName: "", Email: "taras@example.com", UserRoleID: 1 },
    { ID: 3, FirstName: "Left", LastName: "Long ago", Email: "left@example.com", IsActive: false },
    { ID: 4, FirstName: "Twin", LastName: "A", Email: "twin@example.com" },
    { ID: 5, FirstName: "Twin", LastName: "B", Email: "TWIN@example.com" },
  ],
  Region: [{ ID: 7, Name: "KY" }],
  Client: [
    { ID: 10, Name: "Alfa", USREOU: "123", MobileNumber: "+380", EmailAddress: "a@a", RegionID: 7, MainManagerID: 1 },
    { ID: 20, Name: "Beta", IsBlocked: true },
    { ID: 30, Name: null, FullName: "Gamma Ltd" },
    { ID: 40, Name: "Deleted", Deleted: true, MainManagerID: 1 },
    { ID: 50, Name: "Delta", MainManagerID: 3 },
  ],
  ClientUserProfile: [
    { ID: 1, ClientID: 10, UserProfileID: 2 },
    { ID: 2, ClientID: 20, UserProfileID: 2 },
    { ID: 3, ClientID: 50, UserProfileID: 1 },
    { ID: 4, ClientID: 50, UserProfileID: 1 },
    { ID: 5, ClientID: 50, UserProfileID: 2 },
    { ID: 6, ClientID: 30, UserProfileID: 2, Deleted: true },
  ],
  Currency: [{ ID: 1, Code: "EUR", Name: "Euro" }],
  Agreement: [{ ID: 900, Name: "Main", Number: "A-1", CurrencyID: 1 }],
  ClientAgreement: [
    { ID: 100, ClientID: 10, AgreementID: 900 },
    { ID: 101, ClientID: 10 },
    { ID: 200, ClientID: 20 },
    { ID: 300, ClientID: 30 },
    { ID: 400, ClientID: 40 },
    { ID: 500, ClientID: 50 },
  ],
  Product: [
    { ID: 1, VendorCode: "F1", Name: "Filter", NameUA: "Фільтр", MainOriginalNumber: "OE1", PackingStandard: "4" },
    { ID: 2, VendorCode: "B2", Name: "Belt", PackingStandard: "n/a" },
    { ID: 3, VendorCode: "OLD", Name: "Deleted part", Deleted: true },
    { ID: 4, VendorCode: "DEBT", Name: "Opening debt" },
  ],
  Order: [
    { ID: 1000, ClientAgreementID: 100, Created: "2024-01-01 10:00:00", UserID: 2 },
    { ID: 1001, ClientAgreementID: 100, Created: "2024-02-01 10:00:00.500", Deleted: true, UserID: 1 },
    { ID: 1002, ClientAgreementID: 101, Created: "2024-03-01 10:00:00", UserID: 1 },
    { ID: 2000, ClientAgreementID: 200, Created: "2024-01-15 10:00:00", UserID: 1 },
    { ID: 3000, ClientAgreementID: 300, Created: "2024-01-16 10:00:00", UserID: 2 },
    { ID: 3001, ClientAgreementID: 300, Created: "2024-06-16 10:00:00", UserID: 1 },
    { ID: 4000, ClientAgreementID: 400, Created: "2024-01-17 10:00:00" },
    { ID: 5000, ClientAgreementID: 500, Created: "2024-01-18 10:00:00" },
  ],
  OrderItem: [
    { ID: 1, OrderID: 1000, ProductID: 1, Qty: 2, PricePerItem: 5, Created: "2025-12-31 00:00:00" },
    { ID: 2, OrderID: 1000, ProductID: 2, Qty: 1, PricePerItem: 0 },
    { ID: 3, OrderID: 1000, ProductID: 3, Qty: 1, PricePerItem: 9 },
    { ID: 4, OrderID: 1000, ProductID: 4, Qty: 1, PricePerItem: 700 },
    { ID: 5, OrderID: 1001, ProductID: 1, Qty: 3, PricePerItem: 5.5, Deleted: true },
    { ID: 6, OrderID: 1001, ProductID: 2, Qty: 8, PricePerItem: 1, IsValidForCurrentSale: false },
    { ID: 7, OrderID: 1001, ProductID: 2, Qty: -1, PricePerItem: 1 },
    { ID: 8, OrderID: null, ProductID: 2, Qty: 4, PricePerItem: 1 },
    { ID: 9, OrderID: 1002, ProductID: 1, Qty: 1, PricePerItem: 6 },
    { ID: 10, OrderID: 2000, ProductID: 2, Qty: 1, PricePerItem: 3 },
    { ID: 11, OrderID: 3000, ProductID: 2, Qty: 1, PricePerItem: 3 },
    { ID: 12, OrderID: 3001, ProductID: 2, Qty: 1, PricePerItem: 3, IsValidForCurrentSale: false },
    { ID: 13, OrderID: 4000, ProductID: 2, Qty: 1, PricePerItem: 3 },
    { ID: 14, OrderID: 5000, ProductID: 1, Qty: 1, PricePerItem: 3 },
  ],
};
