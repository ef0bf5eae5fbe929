import { FIRST_PRODUCT_ID, MIGRATION_SEC, type RowSink } from "./demo-options";
import { REGIONS } from "./names";
import { PART_SYSTEMS, PART_TYPES } from "./part-types";
import { VEHICLE_MAKES } from "./vehicles";

/** People of the ERP. Share = part of the assigned customers that are theirs. */
export const PEOPLE = [
  {
    id: 1,
    firstName: "Олена",
    lastName: "Коваль",
    email: "olena@partwise.example",
    role: 1,
    share: 0.34,
    isActive: true,
  },
  {
    id: 2,
    firstName: "Тарас",
    lastName: "Шевчук",
    email: "taras@partwise.example",
    role: 1,
    share: 0.3,
    isActive: true,
  },
  { id: 3, firstName: "Марта", lastName: "Гнатюк", email: "marta@partwise.example", role: 2, share: 0, isActive: true },
  {
    id: 4,
    firstName: "Андрій",
    lastName: "Мельничук",
    email: "admin@partwise.example",
    role: 3,
    share: 0,
    isActive: true,
  },
  { id: 5, firstName: "Ігор", lastName: "Бондар", email: "ihor@partwise.example", role: 1, share: 0.2, isActive: true },
  {
    id: 6,
    firstName: "Наталія",
    lastName: "Кравчук",
    email: "nataliia@partwise.example",
    role: 1,
    share: 0.16,
    isActive: true,
  },
  {
    id: 7,
    firstName: "Степан",
    lastName: "Діденко",
    email: "stepan@partwise.example",
    role: 1,
    share: 0,
    isActive: false,
  },
] as const;
const SELLERS = PEOPLE.filter((person) => person.share > 0);

/** A selling person's id drawn by share, from a uniform number. */
export function sellerAt(uniform: number): number {
  let left = uniform;
  for (const seller of SELLERS) {
    left -= seller.share;
    if (left < 0) return seller.id;
  }
  return SELLERS[0].id;
}

export const CURRENCIES = ["UAH", "EUR", "USD", "PLN"] as const;
export const STORAGES = [
  { name: "Київ", forDefective: false },
  { name: "Львів", forDefective: false },
  { name: "Одеса", forDefective: false },
  { name: "Дніпро", forDefective: false },
  { name: "Брак", forDefective: true },
] as const;

/** Group ids: 1 = everything, then one a system, then one a kind of part. */
export const ALL_PARTS_GROUP = 1;
export const systemGroup = (system: number) => 2 + system;
export const typeGroup = (type: number) => 2 + PART_SYSTEMS.length + type;

/** The small tables: regions, people, currencies, storages, groups, makes. */
export function writeReferenceRows(sink: RowSink): void {
  const stamp = [MIGRATION_SEC, MIGRATION_SEC, false] as const;
  for (const [index, region] of REGIONS.entries()) sink("Region", [index + 1, ...stamp, region.code]);
  sink("UserRole", [1, ...stamp, "Менеджер з продажу", 0]);
  sink("UserRole", [2, ...stamp, "Керівник відділу продажу", 6]);
  sink("UserRole", [3, ...stamp, "Адміністратор", 3]);
  for (const person of PEOPLE) {
    sink("User", [person.id, ...stamp, person.firstName, person.lastName, person.email, person.isActive, person.role]);
  }
  for (const [index, code] of CURRENCIES.entries()) sink("Currency", [index + 1, ...stamp, code, code]);
  for (const [index, storage] of STORAGES.entries())
    sink("Storage", [index + 1, ...stamp, storage.name, 1, storage.forDefective, !storage.forDefective]);
  sink("ProductGroup", [ALL_PARTS_GROUP, ...stamp, "Запчастини для вантажівок"]);
  for (const [index, system] of PART_SYSTEMS.entries()) sink("ProductGroup", [systemGroup(index), ...stamp, system.uk]);
  for (const [index, type] of PART_TYPES.entries()) sink("ProductGroup", [typeGroup(index), ...stamp, type.uk]);
  for (const [index, make] of VEHICLE_MAKES.entries()) sink("CarBrand", [index + 1, ...stamp, make.name]);
}

export const productIdAt = (product: number) => FIRST_PRODUCT_ID + product;
