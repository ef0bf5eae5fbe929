import { getIntl } from "@/components/shell/get-intl";
import { formatNumber, GAP } from "@/lib/presentation/format-number";
import type { Messages } from "@/lib/presentation/messages/messages";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { wordComponent } from "@/lib/presentation/reasons/word-component";
import type { ScoringRulesView } from "@/lib/services/rules-view";

type MeaningKey = keyof Messages["rules"]["componentMeaning"];
const MEANINGS: readonly MeaningKey[] = ["frequency", "recency", "dueness", "monetary", "breadth"];

/** Each component with what it measures and its weight by segment; `v3` figures first, `v3-plus` below. */
export async function WeightsTable({ view }: { view: ScoringRulesView }) {
  const { t, locale } = await getIntl();
  const weightOf = (row: ScoringRulesView["segments"][number], variant: "v3" | "v3-plus", key: string) =>
    row.weights.find((weights) => weights.variant === variant)?.components.find((part) => part.key === key)?.weight ??
    0;
  const keys = [
    ...new Set(
      view.segments.flatMap(({ weights }) => weights.flatMap(({ components }) => components.map(({ key }) => key))),
    ),
  ];
  return (
    <div className="overflow-x-auto">
      <table className="data-table">
        <caption className="sr-only">{t("rules.weightsTitle")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("rules.componentName")}</th>
            {view.segments.map(({ segment }) => (
              <th key={segment} scope="col" data-numeric>
                {t(`segments.${segment}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key}>
              <td data-phone="title" className="min-w-72">
                <span className="font-medium">{wordComponent(t as CatalogueTranslator, key)}</span>
                <span className="block text-xs text-ink-2">{meaningOf(key)}</span>
              </td>
              {view.segments.map((row) => (
                <td
                  key={row.segment}
                  data-numeric
                  data-label={t(`segments.${row.segment}`)}
                  className="whitespace-nowrap"
                >
                  <Weight value={weightOf(row, "v3", key)} />
                  <span className="block text-xs text-ink-2">
                    v3+ <Weight value={weightOf(row, "v3-plus", key)} />
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function meaningOf(key: string): string | null {
    const known = MEANINGS.find((meaning) => meaning === key);
    return known ? t(`rules.componentMeaning.${known}`, { days: view.rules.recencyDays }) : null;
  }

  function Weight({ value }: { value: number }) {
    return value === 0 ? <span className="text-ink-3">{GAP}</span> : formatNumber(value, locale, 3);
  }
}
