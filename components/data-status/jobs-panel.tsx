"use client";

import { Play, RotateCcw, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { toast } from "@/components/ui/toaster";
import type { JobKind } from "@/lib/domain/job-kind";
import { formatDateTime } from "@/lib/presentation/format-date";
import type { Locale } from "@/lib/presentation/locale";
import type { JobRunView, JobsView, JobView } from "@/lib/services/jobs-view";
import { JobHistory } from "./job-history";
import { JobProgress } from "./job-progress";
import { TONE_OF_STATE, useJobWords } from "./use-job-words";
import { WithCode } from "./with-code";

type Request = { kind: JobKind } | { retryOf: number };
type Start = (request: Request) => Promise<{ ok: true; run: number } | { ok: false; message: string }>;

interface JobsPanelProps {
  view: JobsView;
  /** The last question about them was not answered: what is shown may be old. */
  isStale: boolean;
  start: Start;
}

/** What runs, when it runs again, how the last runs went; starts a job by hand and repeats one that failed. */
export function JobsPanel({ view, isStale, start }: JobsPanelProps) {
  const t = useTranslations();
  const hint = isStale
    ? t("jobs.loadFailed")
    : view.runner.isThere
      ? null
      : t(view.runner.kind === "worker" ? "jobs.noWorker" : "jobs.noWeb");
  return (
    <>
      <Card id="jobs" aria-label={t("jobs.title")} className="overflow-clip">
        <CardHeader title={t("jobs.title")} description={t("jobs.lead")} />
        {hint ? (
          <p
            role="status"
            className="flex gap-2 border-t border-line bg-warn-soft px-(--panel-p) py-2 text-sm text-warn"
          >
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              <WithCode text={hint} />
            </span>
          </p>
        ) : null}
        <ul className="divide-y divide-line border-t border-line">
          {view.jobs.map((job) => (
            <JobRow key={job.kind} job={job} start={start} />
          ))}
        </ul>
      </Card>
      <JobHistory runs={view.history} />
    </>
  );
}

function JobRow({ job, start }: { job: JobView; start: Start }) {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  const { durationOf } = useJobWords();
  const [isPending, setPending] = useState(false);
  const { kind, open, lastEnded } = job;
  const name = t(`jobs.kind.${kind}`);
  const failed = open === null && lastEnded?.state === "failed" ? lastEnded : null;

  async function ask(request: Request): Promise<void> {
    setPending(true);
    try {
      const answer = await start(request);
      if (answer.ok) toast.success(t("jobs.started", { id: answer.run }));
      else toast.error(answer.message);
    } finally {
      setPending(false);
    }
  }

  return (
    <li className="grid gap-x-6 gap-y-2 px-(--panel-p) py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_8rem] sm:items-start">
      <div className="min-w-0">
        <h3 className="text-base font-semibold">{name}</h3>
        <p className="text-sm text-ink-2">{t(`jobs.purpose.${kind}`)}</p>
      </div>
      <div className="num min-w-0 text-sm text-ink-2">
        {open ? <JobProgress run={open} name={name} /> : <LastRun run={lastEnded} />}
        {open || lastEnded === null ? null : (
          <p>
            {t("jobs.last", { instant: formatDateTime(lastEnded.finishedAt, locale), duration: durationOf(lastEnded) })}
          </p>
        )}
        <Schedule job={job} />
      </div>
      <div className="flex gap-2 sm:justify-end">
        {failed ? (
          <Button
            variant="primary"
            disabled={isPending}
            aria-label={t("jobs.retryNamed", { id: failed.id, name })}
            onClick={() => ask({ retryOf: failed.id })}
          >
            <RotateCcw aria-hidden />
            {t("jobs.retry")}
          </Button>
        ) : (
          <Button
            disabled={isPending || open !== null}
            aria-label={t("jobs.runNamed", { name })}
            onClick={() => ask({ kind })}
          >
            <Play aria-hidden />
            {t("jobs.run")}
          </Button>
        )}
      </div>
      {failed?.error ? (
        <p className="flex gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger sm:col-span-3">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span lang="en" className="min-w-0 break-words">
            <WithCode text={failed.error} />
          </span>
        </p>
      ) : null}
    </li>
  );
}

function LastRun({ run }: { run: JobRunView | null }) {
  const t = useTranslations();
  if (run === null) return <p>{t("jobs.never")}</p>;
  return (
    <p>
      <Badge tone={TONE_OF_STATE[run.state]}>{t(`jobs.state.${run.state}`)}</Badge>
    </p>
  );
}

function Schedule({ job: { kind, schedule, nextAt } }: { job: JobView }) {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  if (schedule === null) return <p>{t(kind === "score-all" ? "jobs.afterSnapshot" : "jobs.byHand")}</p>;
  return (
    <p>
      {nextAt ? t("jobs.next", { instant: formatDateTime(nextAt, locale) }) : null}{" "}
      <code className="rounded-sm bg-sunken px-1 py-0.5 text-xs whitespace-nowrap">{schedule}</code>
    </p>
  );
}
