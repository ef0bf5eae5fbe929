"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Segmented } from "@/components/charts/segmented";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { formatDate } from "@/lib/presentation/format-date";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import {
  PERFORMANCE_KS,
  PERFORMANCE_METRICS,
  type PerformanceMetric,
} from "@/lib/presentation/performance/performance-report";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import type { PerformanceView } from "@/lib/services/performance-view";

const PROTOCOLS = ["next-30-days", "next-basket"] as const;

interface PerformanceControlsProps {
  path: string;
  query: ListQuery;
  protocol: (typeof PROTOCOLS)[number];
  stored: PerformanceView["stored"];
  /** The report that is drawn; null when the protocol has none. */
  reportId: string | null;
  models: readonly string[];
  model: string;
  liveModel: string;
  k: number;
  metric: PerformanceMetric;
  children: ReactNode;
}

/** What is drawn, all of it in the address; the charts below are dimmed while others are on their way. */
export function PerformanceControls(props: PerformanceControlsProps) {
  const { path, query, protocol, stored, reportId, models, model, liveModel, k, metric, children } = props;
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (changes: Record<string, string | null>) =>
    startTransition(() => router.push(listHref(path, query, changes), { scroll: false }));
  const reports = stored.filter((report) => report.protocol === protocol);
  return (
    <>
      <Card className="mb-4" data-chrome>
        <fieldset className="flex flex-wrap items-center gap-x-5 gap-y-3 px-(--panel-p) py-3">
          <legend className="sr-only">{t("controls")}</legend>
          <Named name={t("protocol")}>
            <Segmented
              label={t("protocol")}
              value={protocol}
              onChange={(value) => go({ protocol: value, report: null, model: null })}
              options={PROTOCOLS.map((value) => ({ value, label: t(`protocols.${value}`) }))}
            />
          </Named>
          {reportId === null ? null : (
            <>
              <Named name={t("k")}>
                <Segmented
                  label={t("k")}
                  value={String(k)}
                  onChange={(value) => go({ k: value })}
                  options={PERFORMANCE_KS.map((value) => ({ value: String(value), label: String(value) }))}
                />
              </Named>
              <Named name={t("metric")}>
                <Select
                  aria-label={t("metric")}
                  value={metric}
                  onChange={(event) => go({ metric: event.target.value })}
                >
                  {PERFORMANCE_METRICS.map((value) => (
                    <option key={value} value={value}>
                      {t(`metrics.${value}`)}
                    </option>
                  ))}
                </Select>
              </Named>
              <Named name={t("model")}>
                <Select aria-label={t("model")} value={model} onChange={(event) => go({ model: event.target.value })}>
                  {models.map((name) => (
                    <option key={name} value={name}>
                      {name === liveModel
                        ? t("modelLive", { model: wordModel(catalogue, name) })
                        : wordModel(catalogue, name)}
                    </option>
                  ))}
                </Select>
              </Named>
              {reports.length > 1 ? (
                <Named name={t("report")} className="min-w-0 max-w-full">
                  <Select
                    aria-label={t("report")}
                    className="min-w-0"
                    value={reportId}
                    onChange={(event) => go({ report: event.target.value, model: null })}
                  >
                    {reports.map((report) => (
                      <option key={report.id} value={report.id}>
                        {t("reportOption", {
                          date: formatDate(report.generatedAt, locale),
                          models: report.models,
                          windows: report.windows,
                        })}
                        {report.isCurrent ? "" : ` · ${t("otherData")}`}
                      </option>
                    ))}
                  </Select>
                </Named>
              ) : null}
            </>
          )}
        </fieldset>
      </Card>
      <div className={cn("space-y-4 transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        {children}
      </div>
    </>
  );
}

function Named({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={cn("flex items-center gap-2 text-sm max-sm:w-full max-sm:justify-between", className)}>
      <span aria-hidden className="shrink-0 text-ink-3">
        {name}
      </span>
      {children}
    </div>
  );
}
