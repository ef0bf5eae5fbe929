import { useLocale, useMessages, useTranslations } from "use-intl";
import type { BadgeTone } from "@/components/ui/badge";
import type { JobRunState } from "@/lib/domain/job-run";
import { formatNumber, GAP } from "@/lib/presentation/format-number";
import type { Locale } from "@/lib/presentation/locale";
import type { JobRunView } from "@/lib/services/jobs-view";

export const TONE_OF_STATE: Readonly<Record<JobRunState, BadgeTone>> = {
  queued: "neutral",
  running: "info",
  done: "ok",
  failed: "danger",
};

/** How long a run took and what it did, in words. */
export function useJobWords() {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  const { jobs } = useMessages();
  return {
    durationOf({ seconds }: Pick<JobRunView, "seconds">): string {
      if (seconds === null) return GAP;
      if (seconds < 60) return t("jobs.seconds", { seconds });
      return t("jobs.minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
    },
    /** A figure that has no word yet keeps its name. */
    figuresOf({ counts }: Pick<JobRunView, "counts">): string {
      return counts
        .map(({ name, value }) => {
          const word = Object.hasOwn(jobs.figure, name) ? t(`jobs.figure.${name as keyof typeof jobs.figure}`) : name;
          return `${word} ${formatNumber(value, locale, 1)}`;
        })
        .join(" · ");
    },
  };
}
