import type { NextRequest } from "next/server";
import { createTranslator } from "use-intl/core";
import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import { handleRoute } from "@/lib/http/handle-route";
import { type AgreementCsvRow, agreementCsv } from "@/lib/presentation/csv/agreement-csv";
import { LOCALE_COOKIE, LOCALES, type Locale, resolveLocale } from "@/lib/presentation/locale";
import { messagesFor } from "@/lib/presentation/messages/messages";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { exportAgreement } from "@/lib/services/export-agreement";
import type { AgreementExportView, RawQuery } from "@/lib/services/views";

interface ExportContext {
  params: Promise<{ customerId: string; agreementId: string }>;
}

/** The agreement's lists as CSV, under the parameters of its page; `locale` (en or uk) chooses words and separator. */
export const GET = handleRoute<ExportContext>(async (request, { params }) => {
  const caller = await callerFromRequest();
  const { customerId, agreementId } = await params;
  const locale = localeOf(request);
  const view = await exportAgreement(caller, { customerId, agreementId, query: rawQuery(request) });
  const pieces = agreementCsv({
    rows: view.rows,
    stamp: view.stamp,
    locale,
    t: createTranslator({ locale, messages: messagesFor(locale), timeZone: "UTC" }) as unknown as CatalogueTranslator,
    linkOf: (row) => linkTo(view, row),
  });
  return new Response(streamOf(pieces), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName(view)}"`,
    },
  });
});

function localeOf(request: NextRequest): Locale {
  const wanted = request.nextUrl.searchParams.get("locale");
  if (wanted === null) {
    return resolveLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get("accept-language"));
  }
  const known = LOCALES.find((locale) => locale === wanted);
  if (known) return known;
  throw new AppError("invalid_input", `The parameter locale must be one of ${LOCALES.join(", ")}.`, {
    field: "locale",
  });
}

/** Parameters as a page receives them: one given twice stays a list, which the service refuses. */
function rawQuery(request: NextRequest): RawQuery {
  const { searchParams } = request.nextUrl;
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

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

function streamOf(pieces: Generator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel() {
      pieces.return();
    },
  });
}
