import { ChartLine } from "lucide-react";
import { getIntl } from "@/components/shell/get-intl";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { BacktestCommand } from "./backtest-command";

/** Nothing was measured: says what makes a report. */
export async function NoReport({ protocol, hasOthers }: { protocol: string; hasOthers: boolean }) {
  const { t } = await getIntl();
  return (
    <Card>
      <EmptyState
        icon={<ChartLine />}
        title={t(hasOthers ? "performance.none.titleProtocol" : "performance.none.title")}
        className="max-w-2xl"
      >
        <p>{t("performance.none.body")}</p>
        <BacktestCommand protocol={protocol} label={t("performance.none.command")} />
      </EmptyState>
    </Card>
  );
}
