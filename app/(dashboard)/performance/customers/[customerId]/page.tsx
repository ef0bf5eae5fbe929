import { CircleSlash2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DrillGapPanel } from "@/components/performance/drill-gap-panel";
import { MeasuredListPanel } from "@/components/performance/measured-list-panel";
import { CsvLink } from "@/components/performance/performance-panel";
import { BackLink } from "@/components/shell/back-link";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat } from "@/components/ui/stat";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatNumber } from "@/lib/presentation/format-number";
import { listHref, listQueryOf } from "@/lib/presentation/list-href";
import { formatWindow } from "@/lib/presentation/performance/format-figure";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { getCustomerMisses } from "@/lib/services/get-customer-misses";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../../../attempt";

const PARAMETERS = ["protocol", "report", "model", "k", "metric", "by", "over", "group"];

interface MissesPageProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<RawQuery>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("performance.misses.title") };
}

export default async function MissesPage({ params, searchParams }: MissesPageProps) {
  const caller = await requireCaller();
  const [{ customerId: id }, parameters] = await Promise.all([params, searchParams]);
  const { t, locale } = await getIntl();
  const customerId = decodeURIComponent(id);
  const path = `/performance/customers/${encodeURIComponent(customerId)}`;
  const { view, problem } = await attempt(getCustomerMisses(caller, { customerId, query: parameters }));
  if (problem) {
    return <ProblemPage title={t("performance.misses.title")} problem={problem} resetHref={path} />;
  }
  const query = listQueryOf(parameters, PARAMETERS);
  const { customer, question, totals, windows, gap } = view;
  const count = (value: number) => formatNumber(value, locale);
  return (
    <>
      <BackLink href={listHref("/performance/customers", query, {})}>{t("performance.misses.back")}</BackLink>
      <PageHeader
        title={`${customer.name}: ${t("performance.misses.title").toLocaleLowerCase(locale)}`}
        lead={t("performance.misses.lead", {
          model: wordModel(t as CatalogueTranslator, question.model),
          k: question.k,
        })}
        actions={
          <>
            {totals.bought > 0 ? (
              <CsvLink href={listHref(`${path}/export.csv`, query, {})} title={t("performance.misses.title")} />
            ) : null}
            <Button asChild size="sm">
              <Link href={`/customers/${encodeURIComponent(customer.customerId)}`}>
                {t("performance.misses.toCustomer")}
              </Link>
            </Button>
          </>
        }
      />
      {gap !== null ? (
        <DrillGapPanel gap={gap} protocol={view.protocol} />
      ) : totals.bought === 0 ? (
        <Card>
          <EmptyState icon={<CircleSlash2 />} title={t("performance.misses.nothing")} />
        </Card>
      ) : (
        <div className="space-y-4">
          <Card className="p-(--panel-p)">
            <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
              <Stat label={t("performance.drill.totals.bought")} value={count(totals.bought)} />
              <Stat label={t("performance.misses.totals.hits")} value={count(totals.hits)} tone="accent" />
              <Stat
                label={t("performance.misses.totals.missed")}
                value={count(totals.missed)}
                note={`${count(totals.missedRepeat)} ${t("performance.misses.totals.missedRepeat")}`}
              />
              <Stat label={t("performance.misses.totals.notBought")} value={count(totals.notBought)} />
            </dl>
          </Card>
          {windows.map(({ cutoff, end, lists }) => (
            <section key={cutoff} aria-label={formatWindow(cutoff, end, locale)} className="space-y-3">
              <h2 className="num text-lg">{formatWindow(cutoff, end, locale)}</h2>
              {lists.length === 0 ? (
                <p className="text-sm text-ink-2">{t("performance.misses.notMeasured")}</p>
              ) : (
                lists.map((list) => (
                  <MeasuredListPanel
                    key={list.agreementId}
                    list={list}
                    k={question.k}
                    kept={view.kept}
                    customerId={customer.customerId}
                    cutoff={cutoff}
                  />
                ))
              )}
            </section>
          ))}
        </div>
      )}
      <DataStampLine stamp={view.stamp} />
    </>
  );
}
