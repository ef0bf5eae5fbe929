import { getIntl } from "@/components/shell/get-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { formatNumber, formatPercent } from "@/lib/presentation/format-number";
import type { CacheView } from "@/lib/services/data-status-view";

const BYTES_OF_MB = 2 ** 20;
/** Memory answers in thousandths of a millisecond, a model in tens of them. */
const digitsOf = (ms: number | null) => (ms === null || ms >= 10 ? 0 : ms >= 0.1 ? 1 : 3);

/** How often an answer was there already, and what answers took, by where they came from. */
export async function CachePanel({ cache }: { cache: CacheView }) {
  const { t, locale } = await getIntl();
  const times = (ms: number | null) => formatNumber(ms, locale, digitsOf(ms));
  return (
    <Card className="overflow-clip">
      <CardHeader
        title={t("data.cache.title")}
        description={t("data.cache.lead")}
        actions={<Badge tone={cache.state === "ok" ? "neutral" : "warn"}>{t(`data.cache.tiers.${cache.tier}`)}</Badge>}
      />
      <p className="num px-(--panel-p) pb-3 text-ink-2">
        {cache.state === "ok" ? null : `${t("data.cache.degraded")} `}
        {cache.hitRate === null
          ? t("data.cache.none")
          : t("data.cache.rate", { rate: formatPercent(cache.hitRate, locale, 1), requests: cache.requests })}{" "}
        {t("data.cache.size", {
          entries: cache.entries,
          megabytes: formatNumber(cache.bytes / BYTES_OF_MB, locale, 1),
        })}
      </p>
      <div className="border-t border-line">
        <table className="data-table">
          <caption className="sr-only">{t("data.cache.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("data.cache.from")}</th>
              <th scope="col" data-numeric>
                {t("data.cache.requests")}
              </th>
              <th scope="col" data-numeric>
                {t("data.cache.median")}
              </th>
              <th scope="col" data-numeric>
                {t("data.cache.p95")}
              </th>
            </tr>
          </thead>
          <tbody>
            {cache.from.map(({ origin, requests, p50Ms, p95Ms }) => (
              <tr key={origin}>
                <td data-phone="title" className="font-medium">
                  {t(`data.cache.origins.${origin}`)}
                </td>
                <td data-numeric data-label={t("data.cache.requests")}>
                  {formatNumber(requests, locale)}
                </td>
                <td data-numeric data-label={t("data.cache.median")}>
                  {times(p50Ms)}
                </td>
                <td data-numeric data-label={t("data.cache.p95")}>
                  {times(p95Ms)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
