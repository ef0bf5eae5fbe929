import type { Messages } from "../messages";

export const today: Messages["today"] = {
  title: "Сьогодні",
  leadOwn: "Ваші клієнти, яким час замовляти: найцінніший дзвінок першим.",
  leadAll: "Усі клієнти, яким час замовляти: найцінніший дзвінок першим.",
  leadLapsed: "Клієнти, які два-три цикли тому перестали щось брати: найцінніший дзвінок першим.",
  totals: "Підсумки",
  dueCustomers: "Кому дзвонити",
  ofCustomers: "з {count, number}",
  dueProducts: "Товарів на часі",
  expectedValue: "Очікувана сума",
  expectedNote: "за 30 днів",
  sinceYesterday: "Від учора",
  newlyDue: "{count, plural, one {# нова позиція} few {# нові позиції} many {# нових позицій} other {# нової позиції}}",
  sinceNote:
    "{customers, plural, one {у # клієнта} few {у # клієнтів} many {у # клієнтів} other {у # клієнта}}; замовили {ordered, number}",
  newBadge:
    "{count, plural, one {# нова від учора} few {# нові від учора} many {# нових від учора} other {# нової від учора}}",
  due: "{due, plural, =0 {Нічого на часі} one {# товар на часі} few {# товари на часі} many {# товарів на часі} other {# товару на часі}}",
  overdue: "{overdue, plural, one {# прострочений} few {# прострочені} many {# прострочених} other {# простроченого}}",
  overdueBy: "1 прострочений на {days, plural, one {# день} few {# дні} many {# днів} other {# дня}}",
  lapsed: "перестав брати: {count, number}",
  filter: {
    reason: "Привід",
    anyReason: "Будь-який привід",
    reasons: {
      overdue: "Є прострочене",
      due: "Саме на часі",
      new: "Нове від учора",
      lapsed: "Щось перестав брати",
    },
    value: "Очікувана сума",
    anyValue: "Будь-яка сума",
    from: "Від {value}",
  },
  emptyFiltered: "Жоден дзвінок не відповідає фільтрам",
  emptyFilteredBody: "Приберіть фільтр, щоб побачити решту черги.",
  worth: "~{value}",
  ordered:
    "замовляв {days, plural, =0 {сьогодні} one {# день тому} few {# дні тому} many {# днів тому} other {# дня тому}}",
  owner: "Відповідальний",
  opening: "Почніть із",
  queue: "Черга дзвінків",
  position: "{from, number}–{to, number} з {total, number}",
  empty: "Нічого не на часі",
  emptyBody:
    "Станом на {date} жоден із ваших клієнтів не має товарів на часі. Перегляньте весь перелік або поверніться після нових замовлень.",
  emptyAction: "Усі клієнти",
  noCustomers: "За вами не закріплено клієнтів",
  noCustomersBody:
    "Ваша електронна адреса має збігатися з людиною в базі замовлень, за якою закріплено клієнтів. Попросіть адміністратора перевірити.",
};
