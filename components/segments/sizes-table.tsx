"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { SegmentBadge } from "@/components/customers/segment-badge";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { formatNumber, formatPercent } from "@/lib/presentation/format-number";
import type { SegmentSize } from "@/lib/services/segments-view";

/** How many stand in each segment and what they bought; each leads to its customers. */
export function SizesTable({ sizes, caption }: { sizes: readonly SegmentSize[]; caption: string }) {
  const t = useTranslations("segmentsPage.sizes");
  const locale = useLocale();
  const figure = (key: "customers" | "active" | "value" | "dueProducts" | "expectedValue"): Column<SegmentSize> => ({
    key,
    header: t(`columns.${key}`),
    numeric: true,
    phone: key === "value" ? "value" : undefined,
    cell: (row) => formatNumber(row[key], locale),
  });
  return (
    <DataTable<SegmentSize>
      caption={caption}
      rows={sizes}
      rowKey={(row) => row.segment}
      hasRowLinks
      columns={[
        {
          key: "segment",
          header: t("columns.segment"),
          phone: "title",
          cell: (row) => (
            <Link data-row-link className="font-medium hover:underline" href={`/customers?segment=${row.segment}`}>
              <SegmentBadge segment={row.segment} className="whitespace-nowrap text-sm text-ink" />
            </Link>
          ),
        },
        figure("customers"),
        figure("active"),
        figure("value"),
        {
          key: "valueShare",
          header: t("columns.valueShare"),
          numeric: true,
          cell: (row) => (
            <span className="inline-flex items-center gap-2">
              <span aria-hidden className="h-2 w-16 rounded-sm bg-sunken max-lg:hidden">
                <span
                  className="block h-full rounded-sm bg-accent"
                  style={{ width: `${100 * (row.valueShare ?? 0)}%` }}
                />
              </span>
              <span className="min-w-9">{formatPercent(row.valueShare, locale)}</span>
            </span>
          ),
        },
        figure("dueProducts"),
        figure("expectedValue"),
      ]}
    />
  );
}
