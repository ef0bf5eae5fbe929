import type { Messages } from "../messages";

export const charts: Messages["charts"] = {
  showTable: "Таблиця",
  showChart: "Графік",
  view: "Показати як",
  range: "Скільки місяців",
  months: "{count, plural, one {# місяць} few {# місяці} many {# місяців} other {# місяця}}",
  all: "Усі",
  measure: "Показник",
  orders: "Замовлення",
  value: "Сума, EUR",
  month: "Місяць",
  noOrders: "У цьому проміжку замовлень немає.",
  history: {
    label: "Замовлення за місяцями",
    labelValue: "Сума за місяцями, EUR",
    summary:
      "{total, plural, one {# замовлення} few {# замовлення} many {# замовлень} other {# замовлення}} за {active, plural, one {# місяць} few {# місяці} many {# місяців} other {# місяця}} з {months, number}; найбільше – {busiest} ({busiestOrders, number}).",
    value: "На суму {value}.",
    up: "За останні три місяці {recent, number}, за попередні три {before, number}: більше, ніж раніше.",
    down: "За останні три місяці {recent, number}, за попередні три {before, number}: менше, ніж раніше.",
    same: "За останні три місяці {recent, number}, стільки ж, як за попередні три.",
  },
  rhythm: {
    label: "Коли купували кожен товар і коли очікується наступна покупка",
    summary:
      "{products, plural, one {# товар} few {# товари} many {# товарів} other {# товару}}; до {date} очікувалося {past, plural, =0 {жодного} other {#}}, протягом 30 днів після – {soon, plural, =0 {жодного} other {#}}.",
    purchase: "Покупка",
    expected: "Очікується",
    asOf: "Станом на {date}",
    product: "Товар",
    purchases: "Показано покупок",
    last: "Востаннє",
    every: "Раз на, днів",
    next: "Очікується",
    none: "Ритму немає: за цим договором нічого не купували.",
    units: "{quantity, plural, one {# шт} few {# шт} many {# шт} other {# шт}}",
    beyond: "пізніше ніж за 90 днів або ритму ще немає",
  },
};
