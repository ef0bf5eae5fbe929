"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "use-intl";
import { ChartPanel } from "@/components/charts/chart-panel";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { SEGMENTS } from "@/lib/domain/segment";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { SegmentMonth } from "@/lib/services/segments-view";
import { DRAWN_SEGMENTS } from "./drawn-segments";
import { SegmentsCsvLink } from "./segments-csv-link";

const HEIGHT_PX = 280;

const Plot = dynamic(() => import("./segments-plot").then((module) => module.SegmentsPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

/** Do segments grow or shrink? Customers of each at the first of every month. */
export function SegmentHistoryPanel({ months, exportHref }: { months: readonly SegmentMonth[]; exportHref: string }) {
  const t = useTranslations("segmentsPage.history");
  const tSegments = useTranslations("segments");
  const locale = useLocale();
  const [first, last] = [months[0], months[months.length - 1]];
  const isEmpty = !last || DRAWN_SEGMENTS.every(({ segment }) => last.counts[segment] === 0);
  const summary = isEmpty
    ? ""
    : [
        t("summary", {
          from: formatDate(first.at, locale),
          to: formatDate(last.at, locale),
          changes: DRAWN_SEGMENTS.map(({ segment }) =>
            t("change", { segment: tSegments(segment), from: first.counts[segment], to: last.counts[segment] }),
          ).join(", "),
        }),
        t("withoutNew"),
      ].join(" ");
  const columns: Column<SegmentMonth>[] = [
    { key: "at", header: t("month"), phone: "title", cell: (row) => formatDate(row.at, locale) },
    ...SEGMENTS.map(
      (segment): Column<SegmentMonth> => ({
        key: segment,
        header: tSegments(segment),
        numeric: true,
        cell: (row) => formatNumber(row.counts[segment], locale),
      }),
    ),
  ];
  return (
    <ChartPanel
      title={t("title")}
      summary={summary}
      isEmpty={isEmpty}
      empty={t("empty")}
      controls={<SegmentsCsvLink href={exportHref} title={t("title")} />}
      chart={
        <>
          <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 px-3 text-xs text-ink-2" aria-hidden>
            {DRAWN_SEGMENTS.map(({ segment, color }) => (
              <li key={segment} className="inline-flex items-center gap-1.5">
                <span className="size-3 rounded-xs" style={{ background: color }} />
                {tSegments(segment)}
              </li>
            ))}
          </ul>
          <Plot months={months} heightPx={HEIGHT_PX} />
        </>
      }
      table={<DataTable caption={t("title")} columns={columns} rows={[...months].reverse()} rowKey={(row) => row.at} />}
    />
  );
}
