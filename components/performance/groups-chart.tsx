"use client";

import { ChevronRight } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";
import { Segmented } from "@/components/charts/segmented";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import { figureKind } from "@/lib/presentation/performance/figure-kind";
import { formatFigure, formatInterval } from "@/lib/presentation/performance/format-figure";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import {
  type GroupSeries,
  groupsTable,
  hasKinds,
  PRODUCT_KINDS,
  type ProductKind,
} from "@/lib/presentation/performance/prepare-groups";
import { FEW_CUSTOMERS } from "@/lib/presentation/performance/prepare-slices";
import { wordGroup, wordModel } from "@/lib/presentation/performance/word-performance";
import type { PerformanceGroupsView } from "@/lib/services/performance-drill-view";
import { BASELINE_LINES, MarkLegend } from "./marks";
import { PerformancePanel } from "./performance-panel";

const HEIGHT_PX = 150;

const Plot = dynamic(() => import("./windows-plot").then((module) => module.WindowsPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

interface GroupsChartProps {
  view: PerformanceGroupsView;
  question: PerformanceQuestion;
  path: string;
  query: ListQuery;
  /** Address of the customers of a group, without the group. */
  customersHref: string;
  exportHref: string;
}

/** Does it hold for every segment, region and rep? One small drawing a group, all on one scale, each leading to its customers. */
export function GroupsChart({ view, question, path, query, customersHref, exportHref }: GroupsChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (changes: Record<string, string | null>) =>
    startTransition(() => router.push(listHref(path, query, changes), { scroll: false }));
  const { chart, over, kind } = view;
  const groups = chart?.groups ?? [];
  const tops = groups.flatMap(({ points }) =>
    points.flatMap(({ high, value, baselines }) => [high, value, ...baselines]),
  );
  const top = Math.max(0, ...tops.filter((value) => value !== null));
  const kinds: ("all" | ProductKind)[] = ["all", ...PRODUCT_KINDS];
  return (
    <div className={cn("min-w-0 transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
      <PerformancePanel
        title={t("groups.title")}
        summary={<Summary view={view} question={question} />}
        dimension={over}
        table={chart === null ? { columns: [], rows: [] } : groupsTable(chart, question)}
        exportHref={exportHref}
        isEmpty={groups.length === 0}
        empty={view.gap === null ? t("slices.empty") : t(`groups.gap.${view.gap}`)}
        controls={
          <>
            {hasKinds(question.metric) ? (
              <Segmented
                label={t("groups.products")}
                value={kind ?? "all"}
                onChange={(value) => go({ kind: value === "all" ? null : value })}
                options={kinds.map((value) => ({ value, label: t(`groups.kinds.${value}`) }))}
              />
            ) : null}
            <Select
              aria-label={t("groups.by")}
              className="[&>select]:h-8 [&>select]:text-sm"
              value={over}
              onChange={(event) => go({ over: event.target.value })}
            >
              {view.dimensions.map((dimension) => (
                <option key={dimension} value={dimension}>
                  {t(`groups.dimensions.${dimension}`)}
                </option>
              ))}
            </Select>
          </>
        }
        chart={
          chart === null ? null : (
            <>
              <MarkLegend
                items={[
                  { mark: "value", label: wordModel(catalogue, question.model) },
                  { mark: "band", label: t("interval") },
                  ...chart.baselines.map((name, at) => ({
                    mark: BASELINE_LINES[at].mark,
                    label: wordModel(catalogue, name),
                  })),
                ]}
              />
              <ul
                className={cn(
                  "mt-3 grid gap-x-6 gap-y-5 px-3 sm:grid-cols-2",
                  groups.length === 4 ? "2xl:grid-cols-4" : "xl:grid-cols-3",
                )}
              >
                {groups.map((group) => (
                  <li key={group.value} className="min-w-0">
                    <GroupHead group={group} view={view} question={question} customersHref={customersHref} />
                    <Plot
                      chart={{
                        baselines: chart.baselines,
                        points: group.points,
                        lowest: null,
                        highest: null,
                        above: null,
                      }}
                      model={question.model}
                      kind={figureKind(question.metric)}
                      showCeiling={false}
                      heightPx={HEIGHT_PX}
                      top={top}
                    />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      />
    </div>
  );
}

interface GroupHeadProps extends Pick<GroupsChartProps, "view" | "question" | "customersHref"> {
  group: GroupSeries;
}

function GroupHead({ group, view, question, customersHref }: GroupHeadProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const kind = figureKind(question.metric);
  const name = wordGroup(catalogue, view.over, group);
  return (
    <div className="mb-1">
      <Link
        href={`${customersHref}&${new URLSearchParams({ over: view.over, group: group.value })}`}
        className="group inline-flex max-w-full items-center gap-1 font-medium hover:text-accent hover:underline"
        aria-label={t("groups.open", { name })}
      >
        <span className="truncate">{name}</span>
        <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3 group-hover:text-accent" />
      </Link>
      <p className="num text-xs text-ink-2">
        <span className="font-semibold text-ink">{formatFigure(group.figure.mean, kind, locale)}</span>{" "}
        {group.figure.low === null ? null : `(${formatInterval(group.figure.low, group.figure.high, kind, locale)}) · `}
        {group.ceiling === null || group.ceiling === 1
          ? null
          : `${t("groups.ofCeiling", { ceiling: formatFigure(group.ceiling, kind, locale) })} · `}
        {t("slices.users", { users: group.users })}
        {group.users < FEW_CUSTOMERS ? ` · ${t("groups.few")}` : null}
      </p>
    </div>
  );
}

function Summary({ view, question }: Pick<GroupsChartProps, "view" | "question">) {
  const t = useTranslations("performance");
  const sentences = [
    t("groups.summary", {
      metric: t("at", { metric: t(`metrics.${question.metric}`), k: question.k }),
      groups: view.chart?.groups.length ?? 0,
    }),
  ];
  if (view.kind !== null) sentences.push(t(`groups.onlyKind.${view.kind}`));
  if (view.over === "rep") sentences.push(t("groups.repNote"));
  return sentences.join(" ");
}
