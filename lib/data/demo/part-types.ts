import { MAKER_LISTS, PART_TYPE_TABLE } from "./part-type-table";

/** What the demo distributor sells: kinds of parts with their wear, season, price and makers. */

/** Monthly demand multipliers (January first) around 1. */
export const SEASONS = {
  flat: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  // Cold starts, washing water and coolant before and in the frost.
  winter: [1.9, 1.5, 0.9, 0.55, 0.45, 0.4, 0.4, 0.5, 0.85, 1.4, 1.9, 2.1],
  autumn: [0.9, 0.7, 1, 1, 0.8, 0.7, 0.7, 0.9, 1.3, 1.8, 1.5, 0.9],
  spring: [0.6, 0.8, 1.6, 1.7, 1.2, 0.9, 0.8, 0.8, 0.9, 1.2, 1, 0.6],
  summer: [0.4, 0.4, 0.7, 1.1, 1.6, 2, 2, 1.6, 0.9, 0.6, 0.4, 0.4],
} as const satisfies Record<string, readonly number[]>;
export type SeasonKind = keyof typeof SEASONS;

/** `truck` and `trailer` parts are made for a model; `universal` ones fit anything. */
export type Fits = "truck" | "trailer" | "both" | "universal";

export interface PartType {
  readonly en: string;
  readonly uk: string;
  readonly pl: string;
  /** Index into PART_SYSTEMS. */
  readonly system: number;
  readonly fits: Fits;
  /** Typical days between two purchases for ONE vehicle. */
  readonly wearDays: number;
  /** Regularity of the wear: shape of the gamma interval (1 = at random, 8 = by the calendar). */
  readonly regularity: number;
  readonly season: SeasonKind;
  /** EUR net, median of the family prices. */
  readonly priceEur: number;
  readonly weightKg: number;
  /** Usual quantities of a line. */
  readonly quantities: readonly number[];
  readonly packing: number;
  /** Relative weight among unplanned purchases. */
  readonly repairWeight: number;
  readonly brands: readonly string[];
  /** Names (en) of parts that are replaced at the same time. */
  readonly goesWith: readonly string[];
}

export const PART_SYSTEMS: readonly { readonly en: string; readonly uk: string }[] = [
  { en: "Filters", uk: "Фільтри" },
  { en: "Brake system", uk: "Гальмівна система" },
  { en: "Engine", uk: "Двигун" },
  { en: "Suspension", uk: "Підвіска та пневматика" },
  { en: "Electrics and light", uk: "Електрика та світло" },
  { en: "Transmission", uk: "Трансмісія" },
  { en: "Cab and body", uk: "Кабіна та кузов" },
  { en: "Fluids and supplies", uk: "Рідини та витратні матеріали" },
  { en: "Wheels and tyres", uk: "Колеса та шини" },
];

/** Makers of each named list, from `NAME = maker, maker` lines. */
const MAKERS = new Map(
  rowsOf(MAKER_LISTS).map((line) => {
    const [name, makers] = line.split(" = ");
    return [name, makers.split(", ")] as const;
  }),
);

function rowsOf(table: string): string[] {
  return table.trim().split("\n");
}

const wordsOf = (cell: string | undefined) => (cell ? cell.split(", ") : []);

function parsePartType(line: string): PartType {
  const cells = line.split("|").map((cell) => cell.trim());
  const [
    en,
    uk,
    pl,
    system,
    fits,
    wearDays,
    regularity,
    season,
    priceEur,
    weightKg,
    quantities,
    packing,
    repairWeight,
  ] = cells;
  return {
    en,
    uk,
    pl,
    system: Number(system),
    fits: fits as Fits,
    wearDays: Number(wearDays),
    regularity: Number(regularity),
    season: season as SeasonKind,
    priceEur: Number(priceEur),
    weightKg: Number(weightKg),
    quantities: quantities.split(" ").map(Number),
    packing: Number(packing),
    repairWeight: Number(repairWeight),
    brands: wordsOf(cells[13]).flatMap((word) => MAKERS.get(word) ?? [word]),
    goesWith: wordsOf(cells[14]),
  };
}

export const PART_TYPES: readonly PartType[] = rowsOf(PART_TYPE_TABLE).map(parsePartType);
