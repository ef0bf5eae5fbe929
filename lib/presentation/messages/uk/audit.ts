import type { Messages } from "../messages";

export const audit: Messages["audit"] = {
  title: "Журнал аудиту",
  lead: "Хто входив, у чому відмовлено, що вивантажено та що змінено. Записи не можна редагувати.",
  time: "Час, UTC",
  actor: "Хто",
  kindLabel: "Що",
  detail: "Про що",
  anybody: "Усі",
  anything: "Усе",
  filter: "Фільтр",
  apply: "Показати",
  unknown: "Невідома особа",
  count: "{total, plural, one {# запис} few {# записи} many {# записів} other {# запису}}",
  empty: "Тут поки нічого немає",
  emptyFiltered: "Немає записів за цим фільтром",
  kind: {
    sign_in: "Вхід",
    sign_in_denied: "Відмова у вході",
    sign_out: "Вихід",
    denied: "Відмова в доступі",
    export: "Вивантаження",
    outcome: "Результат",
    note: "Нотатка про клієнта",
    model: "Зміна моделі",
  },
};
