"use client";

import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { formatNumber } from "@/lib/presentation/format-number";
import type { CoverageView, WorkloadRow } from "@/lib/services/coverage-view";
import { useGroupName } from "./use-group-name";

const FIGURES = [
  "customers",
  "contacted",
  "calls",
  "dueCustomers",
  "dueProducts",
  "expectedValue",
  "never",
  "lapsed",
] as const;

/** What each rep has to look after, and did: in order of name, with a sum where there are several. */
export function WorkloadTable({ workload, caption }: { workload: CoverageView["workload"]; caption: string }) {
  const t = useTranslations("coverage.workload");
  const tPage = useTranslations("coverage");
  const locale = useLocale();
  const nameOf = useGroupName();
  const { rows, total } = workload;
  const columns: Column<WorkloadRow>[] = [
    {
      key: "rep",
      header: t("columns.rep"),
      phone: "title",
      className: "font-medium",
      cell: (row) => (row === total ? tPage("total") : nameOf("rep", row)),
    },
    ...FIGURES.map(
      (key): Column<WorkloadRow> => ({
        key,
        header: t(`columns.${key}`),
        numeric: true,
        phone: key === "expectedValue" ? "value" : undefined,
        cell: (row) => formatNumber(row[key], locale),
      }),
    ),
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows.length > 1 ? [...rows, total] : rows}
      rowKey={(row) => row.value || "total"}
    />
  );
}
