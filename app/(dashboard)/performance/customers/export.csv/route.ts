import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { chartCsv } from "@/lib/presentation/csv/chart-csv";
import { groupCustomersTable } from "@/lib/presentation/performance/prepare-drill";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportGroupCustomers } from "@/lib/services/get-group-customers";
import { csvResponse, localeOf } from "../../../csv-export";

/** All customers behind a figure, under the parameters of its page. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const { rows, question, stamp } = await exportGroupCustomers(caller, rawQueryOf(request.nextUrl.searchParams));
  const { report, model, k, over, group } = question;
  const query = new URLSearchParams({ report, model, k: String(k), over, ...(group ? { group: group.value } : {}) });
  const table = groupCustomersTable(
    rows,
    ({ customerId }) =>
      new URL(`/performance/customers/${encodeURIComponent(customerId)}?${query}`, getAuth().config.baseUrl).href,
  );
  const asked = { model, k, report, group: group?.value ?? null, data_to: stamp.dataTo, snapshot: stamp.snapshotId };
  return csvResponse(
    chartCsv({ table, stamp: asked, locale }),
    `partwise-performance-customers-${String(stamp.dataTo).slice(0, 10)}.csv`,
  );
});
