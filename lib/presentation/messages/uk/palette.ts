import type { Messages } from "../messages";

export const palette: Messages["palette"] = {
  open: "Знайти або зробити",
  title: "Знайти будь-що, зробити будь-що",
  placeholder: "Клієнт, договір, код деталі, номер OE або команда",
  results: "Знайдено",
  customers: "Клієнти",
  agreements: "Договори",
  products: "Товари",
  commands: "Команди",
  goTo: "Перейти: {page}",
  theme: "Тема: {theme}",
  language: "Мова: {language}",
  density: "Щільність: {density}",
  help: "Клавіші швидкого доступу",
  allProducts: "Усі товари за запитом «{q}»",
  allCustomers: "Усі клієнти за запитом «{q}»",
  typo: "схожий код",
  oe: "OE {oeNumber}",
  searching: "Шукаю",
  count:
    "{count, plural, =0 {Нічого не знайдено} one {Знайдено #} few {Знайдено #} many {Знайдено #} other {Знайдено #}}",
  nothing: "За запитом «{q}» нічого не знайдено",
  nothingBody: "Введіть менше. Дефіси, пробіли та літери іншої абетки не мають значення.",
  failed: "Пошук не відповідає. Команди працюють.",
  hint: "Стрілки – вибір, Enter – відкрити, Esc – закрити",
};
