"use client";

import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { formatDate } from "@/lib/presentation/format-date";
import type { ProductRhythm } from "@/lib/presentation/prepare-product-rhythm";
import { monthTick } from "./month-tick";

interface Mark {
  x: number;
  y: number;
  label: string;
  kind: "purchase" | "expected";
  quantity: number | null;
}

const isoOf = (atMs: number) => new Date(atMs).toISOString();

/** One strip a product: a dot for each purchase, a hollow diamond where the next is expected. */
export function ProductRhythmPlot({ rhythm, heightPx }: { rhythm: ProductRhythm; heightPx: number }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const purchases: Mark[] = rhythm.strips.flatMap((strip, y) =>
    strip.purchases.map(({ atMs, quantity }) => ({ x: atMs, y, label: strip.label, kind: "purchase", quantity })),
  );
  const expected: Mark[] = rhythm.strips.flatMap((strip, y) =>
    strip.expectedAtMs === null
      ? []
      : [{ x: strip.expectedAtMs, y, label: strip.label, kind: "expected", quantity: null }],
  );
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <ScatterChart margin={{ top: 18, right: 10, bottom: 0, left: 0 }} aria-label={t("rhythm.label")}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          type="number"
          dataKey="x"
          domain={[rhythm.fromMs, rhythm.toMs]}
          ticks={[...rhythm.tickMs]}
          tickFormatter={(atMs: number) => monthTick(isoOf(atMs).slice(0, 7), locale)}
          tickLine={false}
          stroke="var(--line-strong)"
          fontSize={11}
          tick={{ fill: "var(--ink-3)" }}
          allowDataOverflow
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={[-0.5, rhythm.strips.length - 0.5]}
          ticks={rhythm.strips.map((_, y) => y)}
          interval={0}
          reversed
          width={92}
          axisLine={false}
          tickLine={false}
          fontSize={11}
          tick={{ fill: "var(--ink-2)" }}
          tickFormatter={(y: number) => shorten(rhythm.strips[y]?.label ?? "")}
        />
        <ReferenceLine
          x={rhythm.asOfMs}
          stroke="var(--ink-3)"
          strokeDasharray="3 3"
          // Before the line: the as-of day stands near the end of the drawing.
          label={({ viewBox }) => (
            <text x={viewBox.x + 4} y={viewBox.y - 6} textAnchor="end" fill="var(--ink-2)" fontSize={11}>
              {t("rhythm.asOf", { date: formatDate(isoOf(rhythm.asOfMs), locale) })}
            </text>
          )}
        />
        <Tooltip
          cursor={false}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const mark = payload?.[0]?.payload as Mark | undefined;
            return active && mark ? <MarkNote mark={mark} /> : null;
          }}
        />
        <Scatter data={purchases} isAnimationActive={false} shape={<PurchaseMark />} />
        <Scatter data={expected} isAnimationActive={false} shape={<ExpectedMark />} />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

const shorten = (label: string) => (label.length > 13 ? `${label.slice(0, 12)}…` : label);

function PurchaseMark({ cx, cy }: { cx?: number; cy?: number }) {
  return <circle cx={cx} cy={cy} r={3.5} fill="var(--chart-1)" fillOpacity={0.85} />;
}

function ExpectedMark({ cx = 0, cy = 0 }: { cx?: number; cy?: number }) {
  return (
    <path
      d={`M${cx} ${cy - 5.5}L${cx + 5.5} ${cy}L${cx} ${cy + 5.5}L${cx - 5.5} ${cy}Z`}
      fill="var(--surface)"
      stroke="var(--chart-2)"
      strokeWidth={2}
    />
  );
}

function MarkNote({ mark }: { mark: Mark }) {
  const t = useTranslations("charts.rhythm");
  const locale = useLocale();
  return (
    <div className="num rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs shadow-float">
      <p className="font-medium">{mark.label}</p>
      <p className="text-ink-2">
        {t(mark.kind)}: {formatDate(isoOf(mark.x), locale)}
        {mark.quantity === null ? null : `, ${t("units", { quantity: mark.quantity })}`}
      </p>
    </div>
  );
}
