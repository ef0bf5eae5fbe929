/** People of an import without owners; they are those of the local sign-in. UserRoleType: 0 sales, 6 head of sales, 3 administrator. */
export const IMPORT_PEOPLE = [
  { id: 1, firstName: "Олена", lastName: "Коваль", email: "olena@partwise.example", roleId: 1 },
  { id: 2, firstName: "Тарас", lastName: "Шевчук", email: "taras@partwise.example", roleId: 1 },
  { id: 3, firstName: "Марта", lastName: "Бондар", email: "marta@partwise.example", roleId: 2 },
  { id: 4, firstName: "Адміністратор", lastName: "Partwise", email: "admin@partwise.example", roleId: 3 },
] as const;

export const IMPORT_ROLES = [
  { id: 1, name: "Sales", type: 0 },
  { id: 2, name: "Head of sales", type: 6 },
  { id: 3, name: "Administrator", type: 3 },
] as const;
