import { ChartLine } from "lucide-react";
import { getIntl } from "@/components/shell/get-intl";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { DrillGap } from "@/lib/services/performance-drill-view";
import { BacktestCommand } from "./backtest-command";

/** The customers behind a report cannot be named: says why, and what makes one whose customers can. */
export async function DrillGapPanel({ gap, protocol }: { gap: DrillGap; protocol: string }) {
  const { t } = await getIntl();
  return (
    <Card>
      <EmptyState icon={<ChartLine />} title={t("performance.groups.gapTitle")} size="wide">
        <p>{t(`performance.groups.gap.${gap}`)}</p>
        <BacktestCommand protocol={protocol} label={t("performance.none.command")} />
      </EmptyState>
    </Card>
  );
}
