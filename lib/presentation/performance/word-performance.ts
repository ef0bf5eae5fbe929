import { SEGMENTS } from "@/lib/domain/segment";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import type { ChartColumn } from "./chart-table";
import type { GroupDimension, GroupSeries } from "./prepare-groups";

/** Models that have words; a newer one is shown by its name. */
const MODELS = [
  "popularity",
  "personal-frequency",
  "personal-frequency-popular",
  "v3",
  "v3-plus",
  "repeat-hazard",
  "tifu-knn",
  "tifu-knn-calendar",
  "up-cf",
  "item-knn",
  "ease",
  "mf-warp",
  "als",
  "co-purchase",
  "text-similarity",
  "ranker",
];

export function wordModel(t: CatalogueTranslator, name: string): string {
  return MODELS.includes(name) ? t(`performance.models.${name}`) : name;
}

/** A slice as a report names it, in the reader's words: `2-4 orders`, `HEAVY`, `Q3`, a region. */
export function wordSlice(t: CatalogueTranslator, dimension: GroupDimension, value: string): string {
  if (dimension === "rep") return value === "unassigned" ? t("performance.groups.unassigned") : value;
  if (dimension === "segment") return (SEGMENTS as readonly string[]).includes(value) ? t(`segments.${value}`) : value;
  if (dimension === "region") {
    return value === "other" || value === "none" ? t(`performance.regions.${value}`) : value;
  }
  if (dimension === "orderQuantile") {
    const quarter = /^Q([1-4])$/.exec(value)?.[1];
    return quarter ? t(`performance.quarters.${quarter}`) : value;
  }
  const range = /^(\d+)(?:-(\d+)|(\+))? orders?$/.exec(value);
  if (!range) return value;
  const [, from, to, isOpen] = range;
  if (to) return t("performance.history.range", { from: Number(from), to: Number(to) });
  return t(isOpen ? "performance.history.from" : "performance.history.exactly", { from: Number(from) });
}

/** A group by its person's name, or in the words of its kind. */
export function wordGroup(
  t: CatalogueTranslator,
  dimension: GroupDimension,
  { value, name }: Pick<GroupSeries, "value" | "name">,
): string {
  return name ? name : wordSlice(t, dimension, value);
}

/** The words of a column's header, with the unit of a difference of shares; a baseline's column is named by its model. */
export function wordColumn(t: CatalogueTranslator, { key, kind }: ChartColumn): string {
  const [, baseline] = /^baseline:(.+)$/.exec(key) ?? [];
  if (baseline) return wordModel(t, baseline);
  const name = t(`performance.columns.${key}`);
  return kind === "shareDifference" && key === "difference" ? t("performance.inPoints", { name }) : name;
}
