import { createTranslator } from "use-intl/core";
import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { queueCsv } from "@/lib/presentation/csv/queue-csv";
import { messagesFor } from "@/lib/presentation/messages/messages";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportToday } from "@/lib/services/export-lists";
import { csvResponse, listFileName, localeOf } from "../../csv-export";

/** The call queue as CSV, first call first. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const { rows, stamp } = await exportToday(caller, rawQueryOf(request.nextUrl.searchParams));
  const t = createTranslator({ locale, messages: messagesFor(locale), timeZone: "UTC" });
  const linkOf = ({ customerId }: { customerId: string }) =>
    new URL(`/customers/${encodeURIComponent(customerId)}?from=today`, getAuth().config.baseUrl).href;
  const pieces = queueCsv({ rows, stamp, locale, t: t as unknown as CatalogueTranslator, linkOf });
  return csvResponse(pieces, listFileName("today", stamp));
});
