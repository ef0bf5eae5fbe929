"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "use-intl";
import { ChartPanel } from "@/components/charts/chart-panel";
import { Segmented } from "@/components/charts/segmented";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { formatAmount, formatMoney, formatNumber, formatPercent, GAP } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CoverageDimension, CoverageView, FunnelRow } from "@/lib/services/coverage-view";
import { CoverageCsvLink } from "./csv-link";
import { useGroupName } from "./use-group-name";

const BY = ["rep", "segment"] as const satisfies readonly CoverageDimension[];
const STEPS = ["shown", "offered", "ordered"] as const;

interface FunnelPanelProps {
  view: Pick<CoverageView, "funnel" | "options" | "matchDays">;
  path: string;
  query: ListQuery;
  exportHref: string;
}

/** How much of what was shown was offered, and how much of that was ordered. */
export function FunnelPanel({ view, path, query, exportHref }: FunnelPanelProps) {
  const t = useTranslations("coverage.funnel");
  const tPage = useTranslations("coverage");
  const locale = useLocale();
  const router = useRouter();
  const { rows, total } = view.funnel;
  const { by } = view.options;
  const summary = [
    t("summary", {
      shown: total.shown,
      offered: total.offered,
      ordered: total.ordered,
      value: formatMoney(total.amount, locale),
    }),
    ...(total.waiting > 0 ? [t("waiting", { count: total.waiting })] : []),
    t("lead", { days: view.matchDays }),
    ...(by === "rep" ? [t("repNote")] : []),
  ].join(" ");
  return (
    <ChartPanel
      title={t("title")}
      summary={summary}
      isEmpty={false}
      empty=""
      controls={
        <>
          <Segmented
            label={t("by")}
            value={by}
            onChange={(value) => router.push(listHref(path, query, { by: value }), { scroll: false })}
            options={BY.map((value) => ({ value, label: t(`dimensions.${value}`) }))}
          />
          <CoverageCsvLink href={exportHref} title={t("title")} />
        </>
      }
      chart={<Bars rows={rows} by={by} />}
      table={
        <FunnelTable rows={rows.length > 1 ? [...rows, { ...total, value: "", name: tPage("total") }] : rows} by={by} />
      }
    />
  );
}

/** Three bars a group from one zero, all on one scale; the figures stand beside them. */
function Bars({ rows, by }: { rows: readonly FunnelRow[]; by: CoverageDimension }) {
  const t = useTranslations("coverage.funnel");
  const locale = useLocale();
  const nameOf = useGroupName();
  const most = Math.max(1, ...rows.map(({ shown }) => shown));
  return (
    <ul className="divide-y divide-line px-1">
      {rows.map((row) => (
        <li key={row.value} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[12rem_1fr]">
          <div className="min-w-0">
            <p className="truncate font-medium">{nameOf(by, row)}</p>
            <p className="num text-xs text-ink-2">{formatMoney(row.amount, locale)}</p>
          </div>
          <dl className="space-y-1">
            {STEPS.map((step, at) => (
              <div key={step} className="grid grid-cols-[6.5rem_1fr_3.5rem] items-center gap-2 text-xs">
                <dt className="truncate text-ink-2">{t(`steps.${step}`)}</dt>
                <span aria-hidden className="h-3 rounded-sm bg-sunken">
                  <span
                    className="block h-full rounded-sm"
                    style={{ width: `${(100 * row[step]) / most}%`, background: `var(--chart-${at + 1})` }}
                  />
                </span>
                <dd className="num text-end font-medium">{formatNumber(row[step], locale)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function FunnelTable({ rows, by }: { rows: readonly FunnelRow[]; by: CoverageDimension }) {
  const t = useTranslations("coverage.funnel");
  const locale = useLocale();
  const nameOf = useGroupName();
  const figure = (key: "shown" | "offered" | "ordered" | "waiting" | "notNow" | "never"): Column<FunnelRow> => ({
    key,
    header: t(`columns.${key}`),
    numeric: true,
    cell: (row) => formatNumber(row[key], locale),
  });
  return (
    <DataTable<FunnelRow>
      caption={t("title")}
      rows={rows}
      rowKey={(row) => row.value || "total"}
      columns={[
        {
          key: by,
          header: t(`columns.${by}`),
          phone: "title",
          className: "font-medium",
          cell: (row) => (row.value === "" ? row.name : nameOf(by, row)),
        },
        figure("shown"),
        figure("offered"),
        figure("ordered"),
        {
          key: "share",
          header: t("columns.share"),
          numeric: true,
          phone: "hide",
          cell: (row) => (row.offered === 0 ? GAP : formatPercent(row.ordered / row.offered, locale)),
        },
        {
          key: "amount",
          header: t("columns.amount"),
          numeric: true,
          phone: "value",
          cell: (row) => formatAmount(row.amount, locale),
        },
        figure("waiting"),
        figure("notNow"),
        figure("never"),
      ]}
    />
  );
}
