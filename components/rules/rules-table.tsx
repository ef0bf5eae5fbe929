import { SegmentBadge } from "@/components/customers/segment-badge";
import { getIntl } from "@/components/shell/get-intl";
import { formatNumber, formatPercent } from "@/lib/presentation/format-number";
import type { ScoringRulesView } from "@/lib/services/rules-view";

/** The segment rule in words, with how many customers it puts where. */
export async function RulesTable({ view }: { view: ScoringRulesView }) {
  const { t, locale } = await getIntl();
  const { heavyOrders, regularOrders, consistentShare } = view.rules.segments;
  const values = {
    heavy: heavyOrders,
    regular: regularOrders,
    below: heavyOrders - 1,
    share: formatPercent(consistentShare, locale, 1),
  };
  return (
    <table className="data-table">
      <caption className="sr-only">{t("rules.segmentsTitle")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("rules.segment")}</th>
          <th scope="col">{t("rules.rule")}</th>
          <th scope="col" data-numeric>
            {t("rules.members")}
          </th>
        </tr>
      </thead>
      <tbody>
        {view.segments.map(({ segment, customers }) => (
          <tr key={segment}>
            <td data-phone="title">
              <SegmentBadge segment={segment} className="whitespace-nowrap text-sm text-ink" />
            </td>
            <td data-phone="wide" data-label={t("rules.rule")} className="num">
              {t(`rules.segmentRule.${segment}`, values)}
            </td>
            <td data-numeric data-label={t("rules.members")}>
              {formatNumber(customers, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
