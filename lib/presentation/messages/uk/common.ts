import type { Messages } from "../messages";

export const common: Messages["common"] = {
  product: "Partwise",
  close: "Закрити",
  clear: "Очистити",
  clearAll: "Скинути всі фільтри",
  loading: "Завантаження",
  previousPage: "Попередня сторінка",
  nextPage: "Наступна сторінка",
  pages: "Сторінки",
  pageOf: "{page, number} з {count, number}",
  unassigned: "Не закріплено",
  none: "Немає",
  daysAgo: "{days, plural, =0 {сьогодні} one {# день тому} few {# дні тому} many {# днів тому} other {# дня тому}}",
  days: "{days, plural, one {# день} few {# дні} many {# днів} other {# дня}}",
};

export const segments: Messages["segments"] = {
  HEAVY: "Активний",
  REGULAR_CONSISTENT: "Регулярний, сталий",
  REGULAR_EXPLORATORY: "Регулярний, змінний",
  LIGHT: "Нечастий",
  NEW: "Новий",
};

export const stamp: Messages["stamp"] = {
  dataTo: "Дані до {instant}",
  noData: "Ще немає рядків замовлень",
  model: "модель {model}",
  asOf: "станом на {date}",
  source: { demo: "згенеровані демодані", import: "імпортовані файли", mssql: "SQL Server" },
  history: { live: "замовлення прочитано наживо", stand_in: "замовлення не наживо: SQL Server не відповів" },
  badge: { live: "Замовлення наживо", stand_in: "Замовлення до {date}, не наживо" },
};
