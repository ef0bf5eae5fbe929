"use client";

import { useLocale, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { ScoreComponent } from "@/lib/domain/recommendation";
import { formatNumber } from "@/lib/presentation/format-number";
import { formatExactly, formatScore, SCORE_DECIMALS } from "@/lib/presentation/format-score";
import { type BreakdownBar, prepareBreakdown } from "@/lib/presentation/prepare-breakdown";
import { explainComponent, wordComponent } from "@/lib/presentation/reasons/word-component";
import { useCatalogue } from "./use-catalogue";

/** The score as bars laid end to end: their shown figures add up to the shown score. */
export function ScoreBreakdown({ components, score }: { components: ScoreComponent[]; score: number }) {
  const t = useTranslations("agreement.breakdown");
  const locale = useLocale();
  const breakdown = prepareBreakdown({ components, score, decimals: SCORE_DECIMALS });
  return (
    <div>
      <table className="w-full text-sm">
        <caption className="mb-1.5 text-start text-xs font-medium text-ink-2">{t("title")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("columns.component")}</th>
            <th scope="col">
              {t("columns.raw")} × {t("columns.weight")}
            </th>
            <th scope="col">{t("columns.contribution")}</th>
          </tr>
        </thead>
        <tbody>
          {breakdown.bars.map((bar, index) => (
            <BreakdownRow key={bar.key} bar={bar} index={index} zeroPercent={breakdown.zeroPercent} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-semibold">
            <th scope="row" colSpan={2} className="pt-1.5 text-start font-semibold">
              {t("sum")}
            </th>
            <td className="num pt-1.5 text-end">{formatScore(breakdown.shownScore, locale)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="num mt-1 text-xs break-words text-ink-3">
        {t(breakdown.isExact ? "exact" : "inexact", { score: formatExactly(score, locale) })}
      </p>
    </div>
  );
}

function BreakdownRow({ bar, index, zeroPercent }: { bar: BreakdownBar; index: number; zeroPercent: number }) {
  const t = useTranslations("agreement.breakdown");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const help = explainComponent(catalogue, bar.key);
  return (
    <>
      <tr className="align-baseline">
        <th scope="row" className="w-full pe-3 pt-1.5 text-start font-normal">
          <span className="font-medium">{wordComponent(catalogue, bar.key)}</span>{" "}
          {help ? <span className="text-xs text-ink-3">{help}</span> : null}
        </th>
        <td className="num pe-4 text-end text-xs whitespace-nowrap text-ink-3">
          {t("product", {
            raw: formatScore(bar.raw, locale),
            weight: formatNumber(bar.weight, locale, SCORE_DECIMALS),
          })}
        </td>
        <td className="num text-end" title={String(bar.contribution)}>
          {formatScore(bar.shown, locale)}
        </td>
      </tr>
      <tr aria-hidden>
        <td colSpan={3} className="pt-1 pb-1.5">
          <span className="relative block h-2 overflow-hidden rounded-sm bg-sunken">
            <span
              className={cn(
                "absolute inset-y-0 rounded-[1px]",
                bar.contribution < 0 ? "bg-chart-4" : COLOURS[index % COLOURS.length],
              )}
              style={{ insetInlineStart: `${bar.startPercent}%`, width: `max(${bar.lengthPercent}%, 1px)` }}
            />
            {zeroPercent > 0 ? (
              <span className="absolute inset-y-0 w-px bg-ink-3" style={{ insetInlineStart: `${zeroPercent}%` }} />
            ) : null}
          </span>
        </td>
      </tr>
    </>
  );
}

const COLOURS = ["bg-chart-1", "bg-chart-2", "bg-chart-3", "bg-chart-5"];
