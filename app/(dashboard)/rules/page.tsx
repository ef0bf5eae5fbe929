import type { Metadata } from "next";
import { RulesTable } from "@/components/rules/rules-table";
import { SegmentMap } from "@/components/rules/segment-map";
import { WeightBars } from "@/components/rules/weight-bars";
import { WeightsTable } from "@/components/rules/weights-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatNumber, formatPercent } from "@/lib/presentation/format-number";
import { getScoringRules } from "@/lib/services/get-scoring-rules";
import { attempt } from "../attempt";

const VARIANTS = ["v3", "v3-plus"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("rules.title") };
}

export default async function RulesPage() {
  const caller = await requireCaller();
  const { t, locale } = await getIntl();
  const { view, problem } = await attempt(getScoringRules(caller));
  if (problem) {
    return <ProblemPage title={t("rules.title")} problem={problem} resetHref="/rules" />;
  }
  const { rhythm, popularity } = view.rules;
  const share = (value: number) => formatPercent(value, locale, 1);
  const dueRules = [
    {
      name: t("rules.due"),
      rule: t("rules.dueRule", { share: share(rhythm.dueToleranceShare), days: rhythm.dueToleranceDays }),
    },
    { name: t("rules.overdue"), rule: t("rules.overdueRule") },
    {
      name: t("rules.lapsed"),
      rule: t("rules.lapsedRule", { intervals: rhythm.lapsedAfterIntervals, days: rhythm.lapsedAfterDays }),
    },
    { name: t("rules.window"), rule: t("rules.windowRule", { months: rhythm.months }) },
  ];
  return (
    <>
      <PageHeader
        title={t("rules.title")}
        lead={t("rules.lead")}
        actions={
          <Badge tone={view.isDefault ? "neutral" : "warn"}>
            {t(view.isDefault ? "rules.isDefault" : "rules.isCustom")}
          </Badge>
        }
      />
      <div className="space-y-4">
        <Card className="overflow-clip">
          <CardHeader title={t("rules.segmentsTitle")} description={t("rules.segmentsLead")} />
          <CardBody>
            <SegmentMap view={view} />
          </CardBody>
          <div className="border-t border-line">
            <RulesTable view={view} />
          </div>
        </Card>
        <Card className="overflow-clip">
          <CardHeader title={t("rules.weightsTitle")} description={t("rules.weightsLead")} />
          <CardBody className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
            {VARIANTS.map((variant) => (
              <section key={variant} aria-label={t(`agreement.options.variants.${variant}`)}>
                <h3 className="flex flex-wrap items-center gap-2 text-base">
                  {t(`agreement.options.variants.${variant}`)}
                  {view.defaultVariant === variant ? <Badge tone="accent">{t("rules.inForce")}</Badge> : null}
                </h3>
                <p className="mb-4 text-sm text-ink-2">{t(`rules.variantNote.${variant}`)}</p>
                <WeightBars segments={view.segments} variant={variant} />
              </section>
            ))}
          </CardBody>
          <div className="border-t border-line">
            <WeightsTable view={view} />
          </div>
        </Card>
        <div className="grid gap-4 lg:grid-cols-2">
          <Card>
            <CardHeader title={t("rules.dueTitle")} />
            <CardBody>
              <dl className="num divide-y divide-line">
                {dueRules.map(({ name, rule }) => (
                  <div key={name} className="grid gap-x-4 py-2 first:pt-0 last:pb-0 sm:grid-cols-[9rem_1fr]">
                    <dt className="font-medium">{name}</dt>
                    <dd className="text-ink-2">{rule}</dd>
                  </div>
                ))}
              </dl>
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("rules.popularTitle")} />
            <CardBody className="num space-y-3 text-ink-2">
              <p>
                {t("rules.popularRule", {
                  days: popularity.windowDays,
                  segment: share(popularity.weights.segment),
                  region: share(popularity.weights.region),
                  all: share(popularity.weights.all),
                  min: formatNumber(popularity.minGroupCustomers, locale),
                })}
              </p>
              <p>{t("rules.ties")}</p>
            </CardBody>
          </Card>
        </div>
      </div>
      <DataStampLine stamp={view.stamp} />
    </>
  );
}
