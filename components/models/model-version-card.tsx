import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { getIntl } from "@/components/shell/get-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card, CardBody } from "@/components/ui/card";
import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import { formatFixed, formatNumber } from "@/lib/presentation/format-number";
import type { ModelVersion } from "@/lib/services/models-view";
import { ModelComparison } from "./model-comparison";

const TONE: Record<ModelVersion["state"], BadgeTone> = { live: "ok", candidate: "info", retired: "neutral" };

/** One fitted model: how it was made, how it did against the one it would replace, and what the gate says. */
export async function ModelVersionCard({ version, action }: { version: ModelVersion; action: ReactNode }) {
  const { t, locale } = await getIntl();
  const facts = [
    { name: t("models.fittedTo"), value: formatDate(version.fittedTo, locale) },
    {
      name: t("models.snapshot"),
      value: version.snapshotId.slice(0, 12),
      note: version.isCurrentData ? t("models.currentData") : t("models.otherData"),
    },
    { name: t("models.features"), value: version.featureSet },
    { name: t("models.fit"), value: t("models.seconds", { seconds: formatFixed(version.fitSeconds, locale, 1) }) },
    { name: t("models.memory"), value: t("models.megabytes", { size: formatNumber(version.peakMemoryMb, locale) }) },
    {
      name: t("models.code"),
      value: version.codeVersion.slice(0, 8),
      note: t("models.seed", { seed: String(version.seed) }),
    },
  ];
  return (
    <Card aria-label={version.id} className="overflow-clip">
      <header className="flex flex-wrap items-start justify-between gap-3 px-(--panel-p) pt-(--panel-p) pb-3">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 text-lg">
            <span className="break-all">{version.id}</span>
            <Badge tone={TONE[version.state]}>{t(`models.states.${version.state}`)}</Badge>
          </h2>
          <p className="num text-sm text-ink-2">
            {version.name} · {formatDateTime(version.createdAt, locale)}
          </p>
        </div>
        {action}
      </header>
      {version.objections.length > 0 ? (
        <div className="mx-(--panel-p) mb-4 flex gap-3 rounded-md bg-warn-soft px-3 py-2.5 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <div>
            <p className="font-semibold text-warn">{t("models.refused")}</p>
            <ul lang="en" className="list-disc ps-5 text-ink-2">
              {version.objections.map((objection) => (
                <li key={objection}>{objection}</li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      <dl className="num grid grid-cols-2 gap-x-8 gap-y-3 border-t border-line px-(--panel-p) py-4 sm:grid-cols-3 lg:grid-cols-6">
        {facts.map(({ name, value, note }) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-ink-3">{name}</dt>
            <dd className="mt-0.5 truncate font-semibold">{value}</dd>
            {note ? <dd className="truncate text-xs text-ink-2">{note}</dd> : null}
          </div>
        ))}
      </dl>
      {version.comparison ? <ModelComparison comparison={version.comparison} /> : null}
      <details className="border-t border-line">
        <summary className="cursor-pointer px-(--panel-p) py-3 text-sm font-medium text-accent">
          {t("models.settings")}
        </summary>
        <CardBody>
          <dl className="num grid gap-x-8 gap-y-1 text-sm sm:grid-cols-2 lg:grid-cols-3">
            {[...version.settings, ...version.facts].map(({ name, value }) => (
              <div key={name} className="flex justify-between gap-3 border-b border-line py-1">
                <dt className="text-ink-2">{name}</dt>
                <dd className="text-end break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </CardBody>
      </details>
    </Card>
  );
}
