"use client";

import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Card, CardHeader } from "@/components/ui/card";
import { Segmented } from "./segmented";

interface ChartPanelProps {
  title: string;
  /** What the drawing shows, in words: stands above it for everybody. */
  summary: ReactNode;
  controls?: ReactNode;
  chart: ReactNode;
  /** The same figures as a real table. */
  table: ReactNode;
  isEmpty: boolean;
  empty: string;
}

/** The frame of every chart: title, summary, and a switch between the drawing and the table of its figures. */
export function ChartPanel({ title, summary, controls, chart, table, isEmpty, empty }: ChartPanelProps) {
  const t = useTranslations("charts");
  const titleId = useId();
  const [view, setView] = useState<"chart" | "table">("chart");
  if (isEmpty) {
    return (
      <Card aria-labelledby={titleId}>
        <CardHeader id={titleId} title={title} description={empty} className="pb-(--panel-p)" />
      </Card>
    );
  }
  return (
    <Card aria-labelledby={titleId} className="min-w-0">
      <CardHeader
        id={titleId}
        title={title}
        description={summary}
        actions={
          <>
            {controls}
            <Segmented
              label={t("view")}
              value={view}
              onChange={setView}
              options={[
                { value: "chart", label: t("showChart") },
                { value: "table", label: t("showTable") },
              ]}
            />
          </>
        }
      />
      {view === "chart" ? (
        <div className="px-2 pb-4 sm:px-(--panel-p)">{chart}</div>
      ) : (
        // The table scrolls in this box: its header sticks to the box, not under the page's bar.
        <div className="max-h-96 overflow-y-auto pb-2 [&>div]:[--table-top:0px]">{table}</div>
      )}
    </Card>
  );
}
