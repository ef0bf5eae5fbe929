import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { JobRunView } from "@/lib/services/jobs-view";
import { TONE_OF_STATE, useJobWords } from "./use-job-words";

/** A run that waits or is under way, as a bar that fills. */
export function JobProgress({ run, name }: { run: JobRunView; name: string }) {
  const t = useTranslations();
  const { durationOf, figuresOf } = useJobWords();
  const percent = Math.floor(run.progress * 100);
  if (run.state === "queued") {
    return (
      <p>
        <Badge tone={TONE_OF_STATE.queued}>{t("jobs.state.queued")}</Badge>
      </p>
    );
  }
  return (
    <div>
      <p className="flex flex-wrap items-center justify-between gap-x-3">
        <Badge tone={TONE_OF_STATE.running}>{t("jobs.state.running")}</Badge>
        <span>
          {t("jobs.percent", { percent })} · {durationOf(run)}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={t("jobs.progress", { name })}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="mt-1 h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-500 motion-reduce:transition-none"
          style={{ width: `${percent}%` }}
        />
      </div>
      {run.counts.length > 0 ? <p className="mt-1 text-xs text-ink-3">{figuresOf(run)}</p> : null}
      {run.isSilent ? <p className="mt-1 text-xs text-warn">{t("jobs.silent")}</p> : null}
    </div>
  );
}
