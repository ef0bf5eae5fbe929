import { getIntl } from "@/components/shell/get-intl";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import { formatFigure, formatInterval } from "@/lib/presentation/performance/format-figure";
import { wordSlice } from "@/lib/presentation/performance/word-performance";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import type { ModelVersion } from "@/lib/services/models-view";

const MEASURES = ["precision", "recall", "ndcg", "explorePrecision", "exploreRecall"] as const;

/** A version beside the one it would replace, on the same customers of one window that neither had seen. */
export async function ModelComparison({ comparison }: { comparison: NonNullable<ModelVersion["comparison"]> }) {
  const { t, locale } = await getIntl();
  const title = t("models.comparison", { incumbent: comparison.incumbent });
  const score = (value: number | null) => formatFigure(value, "score", locale);
  const difference = (value: number | null) => formatFigure(value, "scoreDifference", locale);
  const measureOf = (key: string) => {
    const [name, k] = key.split("@");
    const measure = MEASURES.find((one) => one === name);
    return measure ? t(`models.measures.${measure}`, { k }) : key;
  };
  const rows = [
    ...comparison.metrics.map(({ key, ...figures }) => ({
      key,
      name: measureOf(key),
      users: comparison.users,
      ...figures,
    })),
    ...comparison.segments.map((one) => ({
      key: one.segment,
      name: t("models.inSegment", { segment: wordSlice(t as CatalogueTranslator, "segment", one.segment) }),
      users: one.users,
      candidate: null,
      incumbent: null,
      difference: one.difference,
    })),
  ];
  return (
    <div className="border-t border-line">
      <p className="num px-(--panel-p) pt-3 text-sm text-ink-2">
        <span className="font-semibold text-ink">{title}</span>{" "}
        {t("models.comparedOn", {
          users: comparison.users,
          from: formatDate(comparison.from, locale),
          to: formatDate(comparison.to, locale),
        })}
      </p>
      <table className="data-table">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("models.measure")}</th>
            {["customers", "this", "incumbent", "difference", "interval"].map((key) => (
              <th key={key} scope="col" data-numeric>
                {t(`models.columns.${key as "this"}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td data-phone="title">{row.name}</td>
              <td data-numeric data-label={t("models.columns.customers")}>
                {formatNumber(row.users, locale)}
              </td>
              <td data-numeric data-label={t("models.columns.this")}>
                {score(row.candidate?.mean ?? null)}
              </td>
              <td data-numeric data-label={t("models.columns.incumbent")}>
                {score(row.incumbent?.mean ?? null)}
              </td>
              <td data-numeric data-label={t("models.columns.difference")}>
                {difference(row.difference.mean)}
              </td>
              <td data-numeric data-label={t("models.columns.interval")}>
                {formatInterval(row.difference.low, row.difference.high, "scoreDifference", locale)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
