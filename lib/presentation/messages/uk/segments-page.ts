import type { Messages } from "../messages";

export const segmentsPage: Messages["segmentsPage"] = {
  title: "Сегменти",
  lead: "Скільки клієнтів у кожному, чого вони варті і хто куди перейшов.",
  csv: "CSV",
  exportLabel: "Завантажити як CSV: {title}",
  total: "Разом",
  sizes: {
    title: "Розмір і вартість",
    summary:
      "{customers, plural, one {# клієнт} few {# клієнти} many {# клієнтів} other {# клієнта}}, з них за рік замовляли {active, number}, на {value}.",
    columns: {
      segment: "Сегмент",
      customers: "Клієнти",
      active: "Замовляли за рік",
      value: "Куплено за рік, EUR",
      valueShare: "Частка вартості",
      dueProducts: "Товари на часі",
      expectedValue: "Очікувано, EUR",
    },
  },
  history: {
    title: "Клієнти за сегментами по місяцях",
    label: "Клієнти, які вже замовляли, за сегментами, місяць за місяцем",
    summary:
      "Від {from} до {to}: {changes}. Кожен місяць показує, що чинні правила сказали б у його перший день; останній стовпець — кінець даних.",
    change: "{segment} {from, number} → {to, number}",
    withoutNew: "Клієнтів, які ще не замовляли, на малюнку немає.",
    month: "На дату",
    empty: "Замовлень ще немає.",
  },
  movement: {
    title: "Переходи між сегментами",
    span: "За",
    spans: { "1": "1 місяць", "3": "3 місяці", "6": "6 місяців", "12": "12 місяців" },
    summary:
      "{moved, plural, =0 {Ніхто не перейшов} one {Перейшов # клієнт} few {Перейшли # клієнти} many {Перейшло # клієнтів} other {Перейшло # клієнта}} з {since}. Рядки показують, де були, стовпці — де тепер; відкрийте число, щоб побачити клієнтів.",
    from: "Звідки",
    stayed: "лишилися",
    cell: "{count, number} із {from} до {to}",
  },
  moved: {
    title: "Клієнти, які перейшли",
    narrowed: "Із {from} до {to}.",
    narrowedFrom: "Із {from}.",
    narrowedTo: "До {to}.",
    all: "Усі, спершу ті, хто за рік купив найбільше.",
    showAll: "Показати всіх",
    empty: "За цей час ніхто не перейшов.",
    columns: {
      name: "Клієнт",
      rep: "Відповідальний",
      from: "Був",
      to: "Тепер",
      value: "Куплено за рік, EUR",
      lastOrder: "Останнє замовлення",
    },
    unassigned: "Не закріплені",
  },
  rules: {
    title: "Чинні правила",
    lead: "Що відносить клієнта до сегмента і як зважують список кожного сегмента.",
    link: "Усі правила та ваги",
  },
};
