"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { SOURCE_PROBLEMS } from "@/lib/domain/source-status";
import { formatDateTime } from "@/lib/presentation/format-date";
import type { Locale } from "@/lib/presentation/locale";
import type { HealthView } from "@/lib/services/health-view";

const EVERY_MS = 20_000;

/** What is away, stale or slow, by name, with what still works; nothing while all is well. Stands on every page. */
export function StatusBanner({ initial }: { initial: HealthView | null }) {
  const t = useTranslations();
  const { data } = useQuery({
    queryKey: ["health"],
    queryFn: async ({ signal }): Promise<HealthView> => await (await fetch("/api/health/ready", { signal })).json(),
    ...(initial === null ? {} : { initialData: initial }),
    staleTime: EVERY_MS,
    retry: false,
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: true,
  });
  const notices = useNotices(data ?? null);
  // The live region is there before its words, else a screen reader says nothing when they come.
  return (
    <aside data-chrome role="status" aria-label={t("health.label")}>
      {notices.map(({ part, what, works }) => (
        <p key={part} className="flex gap-2 border-b border-line bg-warn-soft px-4 py-1.5 text-sm text-warn sm:px-5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <strong className="font-semibold">{what}</strong> {works}
          </span>
        </p>
      ))}
    </aside>
  );
}

function useNotices(health: HealthView | null): { part: string; what: string; works: string }[] {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  if (health === null || health.status === "ok" || health.parts === undefined) return [];
  const { source, snapshot, cache, store } = health.parts;
  const instant = formatDateTime(health.dataTo, locale);
  const notices: { part: string; what: string; works: string }[] = [];
  if (snapshot.reason === "missing" || snapshot.reason === "corrupt") {
    notices.push({ part: "snapshot", what: t(`health.snapshot.${snapshot.reason}`), works: "" });
  }
  if (source.state !== "ok") {
    const reason = SOURCE_PROBLEMS.find((one) => one === source.reason) ?? null;
    const what = t(`health.source.${reason ?? "away"}`);
    notices.push({ part: "source", what, works: t("health.source.works", { instant }) });
  }
  if (snapshot.reason === "stale") {
    notices.push({ part: "stale", what: t("health.snapshot.stale", { instant }), works: t("health.snapshot.works") });
  }
  if (cache.state !== "ok") {
    notices.push({ part: "cache", what: t("health.cache.away"), works: t("health.cache.works") });
  }
  if (store.state !== "ok") {
    const reason = store.reason === "corrupt" || store.reason === "read_only" ? store.reason : "away";
    const works = t(reason === "read_only" ? "health.store.worksReadOnly" : "health.store.works");
    notices.push({ part: "store", what: t(`health.store.${reason}`), works });
  }
  return notices;
}
