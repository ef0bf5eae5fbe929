import { createTranslator } from "use-intl/core";
import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { type AgreementCsvRow, agreementCsv } from "@/lib/presentation/csv/agreement-csv";
import { messagesFor } from "@/lib/presentation/messages/messages";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import type { AgreementExportView } from "@/lib/services/agreement-view";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportAgreement } from "@/lib/services/export-agreement";
import { csvResponse, localeOf } from "../../../../../csv-export";

interface ExportContext {
  params: Promise<{ customerId: string; agreementId: string }>;
}

/** The agreement's lists as CSV, under the parameters of its page; `locale` (en or uk) chooses words and separator. */
export const GET = handleRoute<ExportContext>(async (request, { params }) => {
  const caller = await callerFromRequest();
  const { customerId, agreementId } = await params;
  const locale = localeOf(request);
  const view = await exportAgreement(caller, {
    customerId,
    agreementId,
    query: rawQueryOf(request.nextUrl.searchParams),
    signal: request.signal,
  });
  const pieces = agreementCsv({
    rows: view.rows,
    stamp: view.stamp,
    locale,
    t: createTranslator({ locale, messages: messagesFor(locale), timeZone: "UTC" }) as unknown as CatalogueTranslator,
    linkOf: (row) => linkTo(view, row),
  });
  return csvResponse(pieces, fileName(view));
});

/** The row on its page, under the very options of this file. */
function linkTo(view: AgreementExportView, row: AgreementCsvRow): string {
  const { k, asOf, variant } = view.options;
  const path = `/customers/${encodeURIComponent(view.customer.customerId)}/agreements/${encodeURIComponent(view.agreement.agreementId)}`;
  const query = new URLSearchParams({ k: String(k), asOf, variant, list: row.list });
  return new URL(`${path}?${query}#p-${encodeURIComponent(row.productId)}`, getAuth().config.baseUrl).href;
}

function fileName({ agreement, options }: AgreementExportView): string {
  const name = (agreement.number ?? agreement.agreementId)
    .replaceAll(/[^A-Za-z0-9._]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `partwise-${name}-${options.asOf.slice(0, 10)}.csv`;
}
