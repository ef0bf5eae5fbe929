import type { Metadata } from "next";
import { cache, cacheSignal } from "react";
import { getIntl } from "@/components/shell/get-intl";
import { ProblemPage } from "@/components/shell/problem-page";
import { requireCaller } from "@/lib/auth/require-caller";
import { recommendForAgreement } from "@/lib/services/recommend-for-agreement";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../../../../attempt";
import { type AddressOptions, OPTION_NAMES } from "./address-options";
import { AgreementClient } from "./client";

interface AgreementPageProps {
  params: Promise<{ customerId: string; agreementId: string }>;
  searchParams: Promise<RawQuery>;
}

/** Title and page of one request share one answer; text arguments, because `cache` compares by identity. */
const load = cache(async (customerId: string, agreementId: string, queryJson: string) =>
  attempt(
    recommendForAgreement(await requireCaller(), {
      customerId,
      agreementId,
      query: JSON.parse(queryJson) as RawQuery,
      // Who goes on to another screen before the answer is there ends the question to SQL Server.
      signal: cacheSignal() ?? undefined,
    }),
  ),
);

async function read({ params, searchParams }: AgreementPageProps) {
  const [ids, query] = await Promise.all([params, searchParams]);
  const customerId = decodeURIComponent(ids.customerId);
  const agreementId = decodeURIComponent(ids.agreementId);
  return { customerId, agreementId, query, ...(await load(customerId, agreementId, JSON.stringify(query))) };
}

export async function generateMetadata(props: AgreementPageProps): Promise<Metadata> {
  const { t } = await getIntl();
  const { view, agreementId } = await read(props);
  if (view === null) return { title: t("agreement.callSheet") };
  return { title: `${view.customer.name}, ${view.agreement.name || t("agreement.titleUnnamed", { id: agreementId })}` };
}

// No loading.tsx here: with one, an agreement that is not the reader's would answer 200 before it is known to be a 404.
export default async function AgreementPage(props: AgreementPageProps) {
  const { customerId, agreementId, query, view, problem } = await read(props);
  if (problem) {
    const { t } = await getIntl();
    return (
      <ProblemPage
        title={t("agreement.titleUnnamed", { id: agreementId })}
        problem={problem}
        resetHref={`/customers/${encodeURIComponent(customerId)}/agreements/${encodeURIComponent(agreementId)}`}
      />
    );
  }
  return (
    <AgreementClient
      // Another agreement starts anew; the same one keeps its open rows.
      key={agreementId}
      customerId={customerId}
      agreementId={agreementId}
      initial={view}
      initialOptions={addressOptions(query)}
    />
  );
}

function addressOptions(query: RawQuery): AddressOptions {
  const one = (value: RawQuery[string]) => (typeof value === "string" ? value : null);
  return Object.fromEntries(OPTION_NAMES.map((name) => [name, one(query[name])])) as AddressOptions;
}
