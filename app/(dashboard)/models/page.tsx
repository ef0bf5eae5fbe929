import { Boxes } from "lucide-react";
import type { Metadata } from "next";
import { ModelButton } from "@/components/models/model-button";
import { ModelVersionCard } from "@/components/models/model-version-card";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCaller } from "@/lib/auth/require-caller";
import { listModels } from "@/lib/services/list-models";
import { attempt } from "../attempt";
import { promote, rollBack } from "./actions";

const PATH = "/models";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("models.title") };
}

export default async function ModelsPage() {
  const caller = await requireCaller();
  const { t } = await getIntl();
  const { view, problem } = await attempt(listModels(caller));
  if (problem) {
    return <ProblemPage title={t("models.title")} problem={problem} resetHref={PATH} />;
  }
  return (
    <>
      <PageHeader
        title={t("models.title")}
        lead={view.liveId === null && view.versions.length > 0 ? t("models.noneLive") : t("models.lead")}
        actions={
          view.canAct && view.canRollBack ? (
            <ModelButton
              label={t("models.rollBack")}
              question={t("models.rollBackAsk")}
              done={t("models.rolledBack")}
              run={rollBack}
            />
          ) : null
        }
      />
      {view.versions.length === 0 ? (
        <Card>
          <EmptyState icon={<Boxes />} title={t("models.empty")} size="wide">
            <p>{t("models.emptyBody")}</p>
          </EmptyState>
        </Card>
      ) : (
        <ol className="space-y-4">
          {view.versions.map((version) => (
            <li key={version.id}>
              <ModelVersionCard
                version={version}
                action={
                  view.canAct && version.state !== "live" ? (
                    <ModelButton
                      label={t("models.promote")}
                      question={t("models.promoteAsk", { id: version.id })}
                      done={t("models.promoted", { id: version.id })}
                      isRefused={version.objections.length > 0}
                      run={promote.bind(null, { id: version.id })}
                    />
                  ) : null
                }
              />
            </li>
          ))}
        </ol>
      )}
      <DataStampLine stamp={view.stamp} />
    </>
  );
}
