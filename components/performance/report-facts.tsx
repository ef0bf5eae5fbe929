import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { getIntl } from "@/components/shell/get-intl";
import { Card } from "@/components/ui/card";
import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { PerformanceView } from "@/lib/services/performance-view";

type Shown = NonNullable<PerformanceView["shown"]>;

/** Which data, which windows, which code, and what the report itself wants said. */
export async function ReportFacts({ report }: Pick<Shown, "report">) {
  const { t, locale } = await getIntl();
  return (
    <Card aria-label={t("performance.source.title")}>
      <dl className="num grid gap-x-10 gap-y-4 px-(--panel-p) py-4 sm:grid-cols-2 lg:grid-cols-4">
        <Fact
          name={t("performance.source.data")}
          value={`${formatDate(report.data.from, locale)} – ${formatDate(report.data.to, locale)}`}
          note={report.snapshotId.slice(0, 12)}
        />
        <Fact
          name={t("performance.source.windows")}
          value={formatNumber(report.cutoffs.length, locale)}
          note={report.windowDays === null ? null : t("performance.source.windowsNote", { days: report.windowDays })}
        />
        <Fact
          name={t("performance.source.customers")}
          value={formatNumber(report.users, locale)}
          note={t("performance.source.customersNote")}
        />
        <Fact
          name={t("performance.source.made")}
          value={formatDateTime(report.generatedAt, locale)}
          note={t("performance.source.madeNote", { code: report.codeVersion.slice(0, 8), seed: String(report.seed) })}
        />
      </dl>
      <div className="border-t border-line px-(--panel-p) py-3 text-sm text-ink-2">
        <p className="num">{t("performance.source.interval", { draws: report.bootstrapDraws })}</p>
        {report.notes.length > 0 ? (
          <ul aria-label={t("performance.source.notes")} lang="en" className="mt-1 list-disc space-y-0.5 ps-5">
            {report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}

/** Something that the reader must know before the figures. */
export function Warning({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      role="status"
      className="flex gap-3 rounded-lg border border-line bg-warn-soft px-(--panel-p) py-3 text-sm"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-semibold text-warn">{title}</p>
        <div className="text-ink-2">{children}</div>
      </div>
    </section>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note: string | null }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="mt-0.5 font-semibold">{value}</dd>
      {note ? <dd className="truncate text-xs text-ink-2">{note}</dd> : null}
    </div>
  );
}
