import { getIntl } from "@/components/shell/get-intl";
import { Card, CardHeader } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { formatNumber } from "@/lib/presentation/format-number";
import type { DataStatusView } from "@/lib/services/views";
import { wordRejection } from "./word-rejection";

/** What an import did not take: how much by reason, then line by line as the file had it. */
export async function RejectedLines({ rejected }: { rejected: NonNullable<DataStatusView["rejected"]> }) {
  const intl = await getIntl();
  const { t, locale } = intl;
  const { rows, page, pageSize, total } = rejected.list;
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
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
      {pageCount > 1 ? (
        <div className="flex items-center justify-between gap-4 border-t border-line px-(--panel-p) py-3">
          <p className="num text-sm text-ink-2">{t("data.position", { from, to: from + rows.length - 1, total })}</p>
          <Pagination
            page={page}
            pageCount={pageCount}
            hrefOf={(target) => (target === 1 ? "/data#rejected" : `/data?page=${target}#rejected`)}
            labels={{
              navigation: t("common.pages"),
              previous: t("common.previousPage"),
              next: t("common.nextPage"),
              position: t("common.pageOf", { page, count: pageCount }),
            }}
          />
        </div>
      ) : null}
    </Card>
  );
}
