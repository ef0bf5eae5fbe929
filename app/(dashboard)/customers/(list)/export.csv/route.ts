import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { customersCsv } from "@/lib/presentation/csv/customers-csv";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportCustomers } from "@/lib/services/export-lists";
import { csvResponse, listFileName, localeOf } from "../../../csv-export";

/** The customers as CSV, under the parameters of their page. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const { rows, columns, stamp } = await exportCustomers(caller, rawQueryOf(request.nextUrl.searchParams));
  const linkOf = ({ customerId }: { customerId: string }) =>
    new URL(`/customers/${encodeURIComponent(customerId)}`, getAuth().config.baseUrl).href;
  return csvResponse(customersCsv({ rows, columns, stamp, locale, linkOf }), listFileName("customers", stamp));
});
