import type { Metadata } from "next";
import { Suspense } from "react";
import { PanelSkeleton } from "@/components/charts/panel-skeleton";
import { BacktestCommand } from "@/components/performance/backtest-command";
import { CalibrationChart } from "@/components/performance/calibration-chart";
import { GroupsChart } from "@/components/performance/groups-chart";
import { HistoryChart } from "@/components/performance/history-chart";
import { KindsChart } from "@/components/performance/kinds-chart";
import { CostsCard, DifferencesChart, RankingChart } from "@/components/performance/models-charts";
import { NoReport } from "@/components/performance/no-report";
import { PerformanceControls } from "@/components/performance/performance-controls";
import { ReportFacts, Warning } from "@/components/performance/report-facts";
import { SlicesChart } from "@/components/performance/slices-chart";
import { WindowsChart } from "@/components/performance/windows-chart";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { requireCaller } from "@/lib/auth/require-caller";
import type { Caller } from "@/lib/domain/caller";
import { formatDate } from "@/lib/presentation/format-date";
import { type ListQuery, listHref, listQueryOf } from "@/lib/presentation/list-href";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import { prepareCalibration } from "@/lib/presentation/performance/prepare-calibration";
import { prepareKinds } from "@/lib/presentation/performance/prepare-kinds";
import { prepareModels } from "@/lib/presentation/performance/prepare-models";
import { dimensionsOf, prepareSlices } from "@/lib/presentation/performance/prepare-slices";
import { prepareWindows } from "@/lib/presentation/performance/prepare-windows";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import type { ExportedChart } from "@/lib/services/export-performance";
import { getPerformance } from "@/lib/services/get-performance";
import { getPerformanceGroups } from "@/lib/services/get-performance-groups";
import { getPerformanceHistory } from "@/lib/services/get-performance-history";
import type { PerformanceView } from "@/lib/services/performance-view";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../attempt";

const PATH = "/performance";
const PARAMETERS = ["protocol", "report", "model", "k", "metric", "by", "over", "kind"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("performance.title") };
}

export default async function PerformancePage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t } = await getIntl();
  const { view, problem } = await attempt(getPerformance(caller, parameters));
  if (problem) {
    return <ProblemPage title={t("performance.title")} problem={problem} resetHref={PATH} />;
  }
  const query = listQueryOf(parameters, PARAMETERS);
  const { shown, stored, refused, options } = view;
  return (
    <>
      <PageHeader title={t("performance.title")} lead={t("performance.lead")} />
      {refused.length > 0 ? (
        <div className="mb-4">
          <Warning title={t("performance.refused.title", { count: refused.length })}>
            <p>{t("performance.refused.body", { count: refused.length })}</p>
            <ul lang="en" className="num mt-1 list-disc ps-5">
              {refused.map(({ id, message }) => (
                <li key={id} className="break-words">
                  reports/{id}.json: {message}
                </li>
              ))}
            </ul>
          </Warning>
        </div>
      ) : null}
      {shown === null && stored.length === 0 ? (
        <NoReport protocol={view.protocol} hasOthers={false} />
      ) : (
        <PerformanceControls
          path={PATH}
          query={query}
          protocol={view.protocol}
          stored={stored}
          reportId={shown?.id ?? null}
          models={shown?.report.models.map((model) => model.name) ?? []}
          model={shown?.model ?? ""}
          liveModel={view.liveModel}
          k={options.k}
          metric={options.metric}
        >
          {shown === null ? (
            <NoReport protocol={view.protocol} hasOthers />
          ) : (
            <Charts view={view} shown={shown} query={query} caller={caller} />
          )}
        </PerformanceControls>
      )}
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

interface ChartsProps {
  view: PerformanceView;
  shown: NonNullable<PerformanceView["shown"]>;
  query: ListQuery;
  caller: Caller;
}

async function Charts({ view, shown, query, caller }: ChartsProps) {
  const { t, locale } = await getIntl();
  const { report, model, by } = shown;
  const question = { ...view.options, model };
  // Everything is named, so that the file holds what this page shows even after a newer report came.
  const pinned = { report: shown.id, model, k: String(question.k), metric: question.metric, by };
  const exportOf = (chart: ExportedChart) => listHref(`${PATH}/export.csv`, {}, { chart, ...pinned });
  const word = (name: string) => wordModel(t as CatalogueTranslator, name);
  const models = prepareModels(report, question);
  return (
    <>
      {shown.isCurrent ? null : (
        <Warning title={t("performance.stale.title")}>
          <p>
            {t("performance.stale.body", {
              reported: formatDate(report.data.to, locale),
              served: formatDate(view.stamp.dataTo, locale),
            })}
          </p>
          <BacktestCommand protocol={report.protocol} label={t("performance.none.command")} />
        </Warning>
      )}
      <p className="num text-sm text-ink-2">
        <span className="font-semibold text-ink">
          {t("performance.at", { metric: t(`performance.metrics.${question.metric}`), k: question.k })}.
        </span>{" "}
        {t(`performance.meaning.${question.metric}`, { k: question.k })}{" "}
        {report.models.some(({ name }) => name === view.liveModel)
          ? null
          : t("performance.notLive", { live: word(view.liveModel), model: word(model) })}
      </p>
      <WindowsChart
        chart={prepareWindows(report, question)}
        question={question}
        baseline={report.baseline}
        exportHref={exportOf("windows")}
      />
      <Suspense key={`${query.over} ${query.kind}`} fallback={<PanelSkeleton heightPx={480} />}>
        <Groups caller={caller} query={query} question={question} pinned={pinned} />
      </Suspense>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <RankingChart chart={models} question={question} exportHref={exportOf("models")} />
        <DifferencesChart chart={models} question={question} exportHref={exportOf("differences")} />
      </div>
      <SlicesChart
        chart={prepareSlices(report, question, by)}
        question={question}
        dimensions={dimensionsOf(report)}
        path={PATH}
        query={query}
        exportHref={exportOf("slices")}
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <KindsChart chart={prepareKinds(report, question)} question={question} exportHref={exportOf("kinds")} />
        <CostsCard chart={models} exportHref={exportOf("costs")} />
      </div>
      <CalibrationChart chart={prepareCalibration(report, model)} model={model} exportHref={exportOf("calibration")} />
      <HistoryChart
        chart={await getPerformanceHistory(caller, query)}
        question={question}
        exportHref={exportOf("history")}
      />
      <ReportFacts report={report} />
    </>
  );
}

interface GroupsProps {
  caller: Caller;
  query: ListQuery;
  question: PerformanceQuestion;
  /** Everything that names the figures of this page. */
  pinned: Record<string, string>;
}

/** Counted from the lists themselves, which takes a moment the first time. */
async function Groups({ caller, query, question, pinned }: GroupsProps) {
  const view = await getPerformanceGroups(caller, { ...query, ...pinned });
  const asked = { ...pinned, over: view.over, kind: view.kind ?? "" };
  return (
    <GroupsChart
      view={view}
      question={question}
      path={PATH}
      query={query}
      customersHref={listHref(`${PATH}/customers`, {}, pinned)}
      exportHref={listHref(`${PATH}/export.csv`, {}, { chart: "groups", ...asked })}
    />
  );
}
