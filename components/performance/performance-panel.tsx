"use client";

import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ChartPanel } from "@/components/charts/chart-panel";
import { Button } from "@/components/ui/button";
import type { ChartTable } from "@/lib/presentation/performance/chart-table";
import type { GroupDimension } from "@/lib/presentation/performance/prepare-groups";
import { FigureTable } from "./figure-table";

interface PerformancePanelProps {
  title: string;
  summary: ReactNode;
  controls?: ReactNode;
  chart: ReactNode;
  table: ChartTable;
  /** The same figures as a file. */
  exportHref: string;
  isEmpty: boolean;
  empty: string;
  dimension?: GroupDimension;
}

/** A chart of a report with the table of its figures and their file, all three from one table. */
export function PerformancePanel(props: PerformancePanelProps) {
  const { title, controls, table, exportHref, dimension, ...rest } = props;
  return (
    <ChartPanel
      {...rest}
      title={title}
      controls={
        <>
          {controls}
          <CsvLink href={exportHref} title={title} />
        </>
      }
      table={<FigureTable caption={title} table={table} dimension={dimension} />}
    />
  );
}

export function CsvLink({ href, title }: { href: string; title: string }) {
  const t = useTranslations("performance");
  return (
    <Button asChild variant="ghost" size="sm">
      <a href={href} download aria-label={t("exportLabel", { title })} data-chrome>
        <Download aria-hidden />
        {t("exportCsv")}
      </a>
    </Button>
  );
}
