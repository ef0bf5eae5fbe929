"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Segmented } from "@/components/charts/segmented";
import { SegmentBadge } from "@/components/customers/segment-badge";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { SEGMENTS } from "@/lib/domain/segment";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { MovementMonths, SegmentsView } from "@/lib/services/segments-view";
import { SegmentsCsvLink } from "./segments-csv-link";

const SPANS = ["1", "3", "6", "12"] as const satisfies readonly MovementMonths[];

interface MovementPanelProps {
  movement: SegmentsView["movement"];
  options: SegmentsView["options"];
  path: string;
  query: ListQuery;
  exportHref: string;
  /** The customers behind the figures. */
  children: ReactNode;
}

/** Who was where and is where: a table whose figures lead to their customers. */
export function MovementPanel({ movement, options, path, query, exportHref, children }: MovementPanelProps) {
  const t = useTranslations("segmentsPage.movement");
  const tSegments = useTranslations("segments");
  const locale = useLocale();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const most = Math.max(1, ...movement.counts.flatMap((row, from) => row.filter((_, to) => to !== from)));
  return (
    <Card className="overflow-clip" aria-label={t("title")}>
      <CardHeader
        title={t("title")}
        description={t("summary", { moved: movement.moved, since: formatDate(movement.since, locale) })}
        actions={
          <>
            <Segmented
              label={t("span")}
              value={options.months}
              onChange={(value) =>
                startTransition(() => router.push(listHref(path, query, { months: value }), { scroll: false }))
              }
              options={SPANS.map((value) => ({ value, label: t(`spans.${value}`) }))}
            />
            <SegmentsCsvLink href={exportHref} title={t("title")} />
          </>
        }
      />
      <div className={cn("transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        <section className="overflow-x-auto px-(--panel-p) pb-4" aria-label={t("title")}>
          <table className="num w-full min-w-[40rem] border-separate border-spacing-1 text-sm">
            <caption className="sr-only">{t("title")}</caption>
            <thead>
              <tr>
                <th scope="col" className="text-start text-xs font-medium text-ink-3">
                  {t("from")}
                </th>
                {SEGMENTS.map((segment) => (
                  <th key={segment} scope="col" className="px-2 pb-1 text-center text-xs font-medium text-ink-2">
                    {tSegments(segment)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {SEGMENTS.map((from, row) => (
                <tr key={from}>
                  <th scope="row" className="pe-3 text-start font-normal">
                    <SegmentBadge segment={from} />
                  </th>
                  {SEGMENTS.map((to, column) => {
                    const count = movement.counts[row][column];
                    const isChosen = options.from === from && options.to === to;
                    return (
                      <td key={to} className="p-0 text-center">
                        {count === 0 ? (
                          <span className="block rounded-md py-2 text-ink-3">0</span>
                        ) : from === to ? (
                          <span className="block rounded-md bg-sunken py-2 text-ink-2">
                            {formatNumber(count, locale)} <span className="text-xs">{t("stayed")}</span>
                          </span>
                        ) : (
                          <Link
                            scroll={false}
                            href={listHref(path, query, { from, to })}
                            aria-label={t("cell", { count, from: tSegments(from), to: tSegments(to) })}
                            aria-current={isChosen ? "true" : undefined}
                            className={cn(
                              "block rounded-md py-2 font-semibold text-ink hover:underline",
                              isChosen && "ring-2 ring-accent",
                            )}
                            style={{
                              background: `color-mix(in oklab, var(--accent-soft) ${Math.round(40 + (60 * count) / most)}%, var(--surface))`,
                            }}
                          >
                            {formatNumber(count, locale)}
                          </Link>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {children}
      </div>
    </Card>
  );
}
