import type { Messages } from "../messages";

export const reasons: Messages["reasons"] = {
  chip: {
    due: "Час купувати",
    overdue: "Прострочено",
    upcoming: "Незабаром",
    lapsed: "Перестав брати",
    bought_once: "Куплено раз",
    goes_with: "Беруть разом",
    similar_customers: "Схожі клієнти",
    popular_in_segment: "Популярне в сегменті",
    popular_in_region: "Популярне в регіоні",
    popular_overall: "Популярне",
  },
  sentence: {
    due: "Час купувати",
    due_interval:
      "Час купувати: зазвичай раз на ~{intervalDays, plural, one {# день} few {# дні} many {# днів} other {# дня}}",
    overdue: "Прострочено",
    overdue_days:
      "Прострочено на {daysOverdue, plural, one {# день} few {# дні} many {# днів} other {# дня}}: зазвичай раз на ~{intervalDays, plural, one {# день} few {# дні} many {# днів} other {# дня}}",
    upcoming: "Ще не час",
    upcoming_days: "Очікується через {daysToGo, plural, one {# день} few {# дні} many {# днів} other {# дня}}",
    lapsed: "Купував раніше і перестав",
    lapsed_days:
      "Перестав брати: востаннє {daysSinceLast, plural, one {# день} few {# дні} many {# днів} other {# дня}} тому",
    bought_once: "Поки куплено один раз",
    bought_once_days:
      "Куплено один раз, {daysSinceLast, plural, one {# день} few {# дні} many {# днів} other {# дня}} тому",
    goes_with: "Часто купують разом із тим, що бере цей клієнт",
    goes_with_product: "Часто купують разом із {product}",
    similar_customers: "Купують схожі клієнти",
    similar_customers_count:
      "{customers, plural, one {Купує # схожий клієнт} few {Купують # схожі клієнти} many {Купують # схожих клієнтів} other {Купують # схожого клієнта}}",
    popular_in_segment: "Популярне в сегменті цього клієнта",
    popular_in_segment_count:
      "Беруть {customers, number} з {groupCustomers, plural, one {# клієнта} few {# клієнтів} many {# клієнтів} other {# клієнта}} сегмента «{group}»",
    popular_in_region: "Популярне в регіоні",
    popular_in_region_count:
      "Беруть {customers, number} з {groupCustomers, plural, one {# клієнта} few {# клієнтів} many {# клієнтів} other {# клієнта}} у регіоні {group}",
    popular_overall: "Популярне серед усіх клієнтів",
    popular_overall_count:
      "Беруть {customers, number} з {groupCustomers, plural, one {# клієнта} few {# клієнтів} many {# клієнтів} other {# клієнта}}",
  },
  facts: {
    months: "{active} з останніх {span, plural, one {# місяця} few {# місяців} many {# місяців} other {# місяця}}",
    orders: "{orders, plural, one {# замовлення} few {# замовлення} many {# замовлень} other {# замовлення}}",
    every: "раз на ~{days, plural, one {# день} few {# дні} many {# днів} other {# дня}}",
    lastToday: "востаннє сьогодні",
    last: "востаннє {days, plural, one {# день} few {# дні} many {# днів} other {# дня}} тому",
    never: "тут ще не купували",
  },
  component: {
    frequency: "Частота",
    recency: "Свіжість",
    dueness: "Настання строку",
    monetary: "Сума покупок",
    breadth: "Група товарів",
    popularity: "Популярність",
    popularity_segment: "Популярність у сегменті",
    popularity_region: "Популярність у регіоні",
    popularity_all: "Популярність загалом",
  },
  componentHelp: {
    frequency: "замовлення з ним проти найчастішого товару",
    recency: "наскільки свіжа остання покупка",
    dueness: "скільки минуло від звичного інтервалу",
    monetary: "витрачено на нього проти найбільшої суми",
    breadth: "скільки з його групи товарів тут купують",
    popularity: "скільки інших клієнтів його купує",
    popularity_segment: "частка клієнтів того самого сегмента, які його беруть",
    popularity_region: "частка клієнтів того самого регіону, які його беруть",
    popularity_all: "частка всіх клієнтів, які його беруть",
  },
  likelihood: {
    very_likely: "Дуже ймовірно",
    likely: "Ймовірно",
    even: "Рівні шанси",
    possible: "Можливо",
    unlikely: "Малоймовірно",
  },
};
