import type { Random } from "@/lib/numeric/random";

/** Regions by the two-letter code of number plates, with their share of customers. */
export const REGIONS: readonly { readonly code: string; readonly share: number; readonly cities: readonly string[] }[] =
  [
    { code: "AA", share: 12, cities: ["Київ"] },
    { code: "AB", share: 5, cities: ["Вінниця", "Хмільник"] },
    { code: "AC", share: 5, cities: ["Луцьк", "Ковель"] },
    { code: "AE", share: 7, cities: ["Дніпро", "Кривий Ріг", "Павлоград"] },
    { code: "AH", share: 1, cities: ["Краматорськ"] },
    { code: "AI", share: 7, cities: ["Бровари", "Бориспіль", "Біла Церква"] },
    { code: "AK", share: 0.05, cities: ["Сімферополь"] },
    { code: "AM", share: 4, cities: ["Житомир", "Бердичів"] },
    { code: "AO", share: 4, cities: ["Ужгород", "Мукачево"] },
    { code: "AP", share: 3, cities: ["Запоріжжя"] },
    { code: "AT", share: 4, cities: ["Івано-Франківськ", "Калуш"] },
    { code: "AX", share: 5, cities: ["Харків"] },
    { code: "BA", share: 2, cities: ["Кропивницький"] },
    { code: "BB", share: 0.1, cities: ["Сєвєродонецьк"] },
    { code: "BC", share: 9, cities: ["Львів", "Дрогобич", "Стрий"] },
    { code: "BE", share: 2, cities: ["Миколаїв"] },
    { code: "BH", share: 7, cities: ["Одеса", "Чорноморськ", "Ізмаїл"] },
    { code: "BI", share: 4, cities: ["Полтава", "Кременчук"] },
    { code: "BK", share: 4, cities: ["Рівне", "Дубно"] },
    { code: "BM", share: 2, cities: ["Суми"] },
    { code: "BO", share: 4, cities: ["Тернопіль"] },
    { code: "BT", share: 0.5, cities: ["Херсон"] },
    { code: "BX", share: 4, cities: ["Хмельницький"] },
    { code: "CA", share: 4, cities: ["Черкаси", "Умань"] },
    { code: "CB", share: 2, cities: ["Чернігів"] },
    { code: "CE", share: 2.5, cities: ["Чернівці"] },
  ];

const SURNAMES =
  "Шевченко Бондаренко Коваленко Ткаченко Кравченко Олійник Мельник Поліщук Лисенко Марченко Савченко Руденко Мороз Петренко Гончаренко Павленко Левченко Клименко Захарченко Кузьменко Панасюк Гаврилюк Романюк Мартинюк Бойчук Дячук Кушнір Гуменюк Романенко Сидоренко Яценко Назаренко Василенко Тимошенко Литвиненко Харченко Кириченко Карпенко Пономаренко Федоренко Онищенко Соловей Бабенко Ярошенко Заєць Горбань Дорошенко Костюк Стельмах Вовк".split(
    " ",
  );
const MEN =
  "Олександр Сергій Володимир Андрій Микола Іван Василь Юрій Віктор Михайло Богдан Роман Петро Ігор Олег Дмитро".split(
    " ",
  );
const PATRONYMIC_LETTERS = "ОСВАМІЮПРДГ".split("");
const STEMS =
  "Авто Транс Вантаж Карго Логіст Євро Захід Схід Поділля Галич Волинь Дніпро Полісся Карпат Буковина Славутич Екіпаж Магістраль Тир Рейс Шлях Агро Буд Нафто Вега Оріон Атлант Глобал Інтер Форвард Лідер Експрес Фрахт Верес Колос".split(
    " ",
  );
const ENDINGS = {
  fleet: "транс логістика експедиція перевезення шлях автотранс карго рейс транзит лайн".split(" "),
  workshop: "сервіс автосервіс дизель тракссервіс моторс ремонт СТО технік".split(" "),
  shop: "деталь запчастини партс автодеталь тракпартс комплект склад трейд".split(" "),
} as const;
export type CustomerKind = keyof typeof ENDINGS;

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  "а:a б:b в:v г:h ґ:g д:d е:e є:ie ж:zh з:z и:y і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ь: ю:iu я:ia"
    .split(" ")
    .map((pair) => pair.split(":")),
);

/** Ukrainian text in Latin letters (Cabinet resolution 55 of 2010, simplified to the in-word forms). */
function transliterate(text: string): string {
  let result = "";
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const latin = LATIN[lower];
    if (latin === undefined) result += letter === "’" || letter === "'" ? "" : letter;
    else result += letter === lower ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  }
  return result;
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  O: "О",
  P: "Р",
  T: "Т",
  X: "Х",
};

/** The text with its first Latin capital that has a Cyrillic twin replaced by it: looks the same, is not. */
export function withLookAlike(text: string): string {
  const at = [...text].findIndex((letter) => letter in LOOK_ALIKES);
  return at < 0 ? text : text.slice(0, at) + LOOK_ALIKES[text[at]] + text.slice(at + 1);
}

const LETTERS = "ABCDEFGHJKLMNPRSTUVX";

/** Fills an article-number style: `#` becomes a digit, `@` a letter. */
export function fillCode(style: string, random: Random): string {
  let code = "";
  for (const symbol of style) {
    if (symbol === "#") code += random.int(10);
    else if (symbol === "@") code += LETTERS[random.int(LETTERS.length)];
    else code += symbol;
  }
  return code;
}

export interface CompanyIdentity {
  readonly name: string;
  readonly fullName: string;
  /** 8 digits for a company, 10 for a sole trader. */
  readonly taxId: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Name, tax id and contacts of a Ukrainian business; a few stand in Latin letters, as in any real register. */
export function companyIdentity(random: Random, kind: CustomerKind, city: string): CompanyIdentity {
  const soleTrader = random.chance(kind === "fleet" ? 0.35 : 0.45);
  const surname = random.pick(SURNAMES);
  const stem = random.pick(STEMS);
  const ending = random.pick(ENDINGS[kind]);
  const style = random.int(10);
  const joined = `${stem}${ending}`;
  const brand =
    style < 5
      ? joined
      : style < 7
        ? `${stem}-${ending}`
        : style < 9
          ? `${stem} ${random.pick(STEMS)}${ending}`
          : `${joined} ${city}`;
  const firstName = random.pick(MEN);
  const [name, fullName] = soleTrader
    ? [
        `ФОП ${surname} ${firstName.charAt(0)}.${random.pick(PATRONYMIC_LETTERS)}.`,
        `Фізична особа-підприємець ${surname} ${firstName}`,
      ]
    : random.chance(0.05)
      ? [`ПП «${brand}»`, `Приватне підприємство «${brand}»`]
      : [`ТОВ «${brand}»`, `Товариство з обмеженою відповідальністю «${brand}»`];
  const latinName = random.chance(0.06);
  const domain = transliterate(soleTrader ? surname : joined).toLowerCase();
  return {
    name: latinName ? transliterate(name).replaceAll("«", '"').replaceAll("»", '"') : name,
    fullName,
    taxId: fillCode(soleTrader ? "3#########" : "4#######", random),
    phone: random.chance(0.9)
      ? fillCode(`+380${random.pick(["50", "63", "66", "67", "68", "93", "95", "96", "97", "98"])}#######`, random)
      : null,
    email: random.chance(0.6)
      ? `${random.pick(["office", "zakupky", "info", "sklad"])}@${domain}${random.int(1000)}.example`
      : null,
  };
}
