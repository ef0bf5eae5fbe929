import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { Card, CardHeader } from "@/components/ui/card";
import { formatNumber } from "@/lib/presentation/format-number";
import type { DataStatusView } from "@/lib/services/data-status-view";
import { wordRejection } from "./word-rejection";

/** What an import did not take: how much by reason, then line by line as the file had it. */
export async function RejectedLines({ rejected }: { rejected: NonNullable<DataStatusView["rejected"]> }) {
  const intl = await getIntl();
  const { t, locale } = intl;
  const { rows, page, pageSize, total } = rejected.list;
  const from = (page - 1) * pageSize + 1;
  return (
    <Card id="rejected" className="overflow-clip">
      <CardHeader
        title={t("data.rejected")}
        description={t("data.rejectedLead", { total: rejected.total, returns: rejected.returns })}
      />
      {rejected.byReason.length > 0 ? (
        <dl className="num flex flex-wrap gap-x-8 gap-y-2 px-(--panel-p) pb-4 text-sm">
          {rejected.byReason.map(({ reason, count }) => (
            <div key={reason} className="flex gap-2">
              <dt className="text-ink-2">{wordRejection(intl, reason)}</dt>
              <dd className="font-semibold">{formatNumber(count, locale)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {rows.length > 0 ? (
        <div className="border-t border-line">
          <table className="data-table">
            <caption className="sr-only">{t("data.rejected")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("data.file")}</th>
                <th scope="col" data-numeric>
                  {t("data.line")}
                </th>
                <th scope="col">{t("data.reason")}</th>
                <th scope="col">{t("data.value")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.file}|${row.line}|${row.reason}`}>
                  <td data-label={t("data.file")} data-phone="wide" className="break-all">
                    {row.file}
                  </td>
                  <td data-numeric data-label={t("data.line")}>
                    {formatNumber(row.line, locale)}
                  </td>
                  <td data-label={t("data.reason")} data-phone="title">
                    {wordRejection(intl, row.reason)}
                  </td>
                  <td data-label={t("data.value")} data-phone="title" className="break-all text-ink-2">
                    {row.value}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <ListPages
        list={rejected.list}
        hrefOf={(target) => (target === 1 ? "/data#rejected" : `/data?page=${target}#rejected`)}
        position={t("data.position", { from, to: from + rows.length - 1, total })}
      />
    </Card>
  );
}
