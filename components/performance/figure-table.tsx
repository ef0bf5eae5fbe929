"use client";

import { useLocale, useTranslations } from "use-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { cn } from "@/components/ui/cn";
import { formatDate } from "@/lib/presentation/format-date";
import { GAP } from "@/lib/presentation/format-number";
import type { ChartColumn, ChartRow, ChartTable } from "@/lib/presentation/performance/chart-table";
import { formatFigure } from "@/lib/presentation/performance/format-figure";
import type { GroupDimension } from "@/lib/presentation/performance/prepare-groups";
import type { Verdict } from "@/lib/presentation/performance/prepare-models";
import { wordColumn, wordModel, wordSlice } from "@/lib/presentation/performance/word-performance";

const WORDS = ["model", "slice", "date", "verdict"];

interface FigureTableProps {
  caption: string;
  table: ChartTable;
  dimension?: GroupDimension;
}

/** The figures of a chart, worded. */
export function FigureTable({ caption, table, dimension = "segment" }: FigureTableProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const cell = ({ key, kind }: ChartColumn, row: ChartRow) => {
    const value = row[key];
    if (value === null || value === undefined) return GAP;
    if (kind === "model") return wordModel(catalogue, String(value));
    if (kind === "slice") return wordSlice(catalogue, dimension, String(value));
    if (kind === "date") return formatDate(String(value), locale);
    if (kind === "verdict") return t(`verdicts.${value as Verdict}`);
    return formatFigure(Number(value), kind, locale);
  };
  const titleKey = table.columns.find(({ kind }) => kind === "slice" || kind === "date" || kind === "model")?.key;
  return (
    <DataTable<{ row: ChartRow; at: number }>
      caption={caption}
      rows={table.rows.map((row, at) => ({ row, at }))}
      rowKey={({ at }) => String(at)}
      columns={table.columns.map((column) => ({
        key: column.key,
        header: wordColumn(catalogue, column),
        numeric: !WORDS.includes(column.kind),
        phone: column.key === titleKey && column.kind !== "date" ? ("title" as const) : undefined,
        className: cn(WORDS.includes(column.kind) && "sm:whitespace-nowrap", column.key === titleKey && "font-medium"),
        cell: ({ row }) => cell(column, row),
      }))}
    />
  );
}
