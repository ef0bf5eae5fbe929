import { useLocale, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatDateTime } from "@/lib/presentation/format-date";
import type { Locale } from "@/lib/presentation/locale";
import type { JobRunView } from "@/lib/services/jobs-view";
import { TONE_OF_STATE, useJobWords } from "./use-job-words";
import { WithCode } from "./with-code";

/** The newest runs, each with what came of it and its log. */
export function JobHistory({ runs }: { runs: readonly JobRunView[] }) {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  const { durationOf, figuresOf } = useJobWords();
  if (runs.length === 0) {
    return (
      <Card>
        <CardHeader title={t("jobs.history")} />
        <CardBody className="text-ink-2">{t("jobs.empty")}</CardBody>
      </Card>
    );
  }
  return (
    <Card className="overflow-clip">
      <CardHeader title={t("jobs.history")} />
      <div className="border-t border-line">
        <table className="data-table">
          <caption className="sr-only">{t("jobs.history")}</caption>
          <thead>
            <tr>
              <th scope="col" data-numeric>
                {t("jobs.runNumber")}
              </th>
              <th scope="col">{t("jobs.job")}</th>
              <th scope="col">{t("jobs.outcome")}</th>
              <th scope="col">{t("jobs.queuedAt")}</th>
              <th scope="col" data-numeric>
                {t("jobs.took")}
              </th>
              <th scope="col">{t("jobs.by")}</th>
              <th scope="col">{t("jobs.figures")}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td data-numeric data-label={t("jobs.runNumber")}>
                  {run.id}
                </td>
                <td data-phone="title" className="font-medium">
                  {t(`jobs.kind.${run.kind}`)}
                </td>
                <td data-label={t("jobs.outcome")}>
                  <Badge tone={TONE_OF_STATE[run.state]}>{t(`jobs.state.${run.state}`)}</Badge>
                </td>
                <td data-phone="wide" data-label={t("jobs.queuedAt")} className="num whitespace-nowrap text-ink-2">
                  <time dateTime={run.queuedAt}>{formatDateTime(run.queuedAt, locale)}</time>
                </td>
                <td data-numeric data-label={t("jobs.took")} className="whitespace-nowrap">
                  {durationOf(run)}
                </td>
                <td data-phone="wide" data-label={t("jobs.by")} className="text-ink-2">
                  {run.startedBy ?? t(`jobs.trigger.${run.trigger}`)}
                  {run.retryOf === null ? null : (
                    <span className="block text-xs text-ink-3">{t("jobs.retryOf", { id: run.retryOf })}</span>
                  )}
                </td>
                <td data-phone="full" data-label={t("jobs.figures")} className="num text-sm text-ink-2">
                  {figuresOf(run)}
                  {run.error ? (
                    <p lang="en" className="break-words text-danger">
                      <WithCode text={run.error} />
                    </p>
                  ) : null}
                  {run.log.length > 0 ? (
                    <details className="mt-0.5">
                      <summary className="cursor-pointer text-accent" aria-label={t("jobs.showLog", { id: run.id })}>
                        {t("jobs.log")}
                      </summary>
                      <pre
                        lang="en"
                        className="mt-1 max-h-64 overflow-auto rounded-md bg-sunken p-2 text-xs whitespace-pre-wrap text-ink-2"
                      >
                        {run.log.join("\n")}
                      </pre>
                    </details>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
