"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Segmented } from "@/components/charts/segmented";
import { cn } from "@/components/ui/cn";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CoverageRange } from "@/lib/services/coverage-view";

const RANGES = ["30", "90", "365", "all"] as const satisfies readonly CoverageRange[];

interface CoverageControlsProps {
  path: string;
  query: ListQuery;
  range: CoverageRange;
  /** From when is counted, in words. */
  note: string;
  children: ReactNode;
}

/** The time that is looked at, in the address; what it changes is dimmed while it is on its way. */
export function CoverageControls({ path, query, range, note, children }: CoverageControlsProps) {
  const t = useTranslations("coverage");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2" data-chrome>
        <Segmented
          label={t("range")}
          value={range}
          onChange={(value) =>
            startTransition(() => router.push(listHref(path, query, { range: value }), { scroll: false }))
          }
          options={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        />
        <p className="num text-sm text-ink-2">{note}</p>
      </div>
      <div className={cn("space-y-4 transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        {children}
      </div>
    </>
  );
}
