import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { chartCsv } from "@/lib/presentation/csv/chart-csv";
import { segmentsTable } from "@/lib/presentation/prepare-segments";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportSegments } from "@/lib/services/get-segments";
import { csvResponse, localeOf } from "../../csv-export";

/** One table of the Segments page as CSV, under its parameters; `table` names it, `locale` chooses the separator. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const view = await exportSegments(caller, rawQueryOf(request.nextUrl.searchParams));
  const table = segmentsTable(
    view,
    ({ customerId }) => new URL(`/customers/${encodeURIComponent(customerId)}`, getAuth().config.baseUrl).href,
  );
  const { stamp } = view;
  return csvResponse(
    chartCsv({ table, stamp: { data_to: stamp.dataTo, snapshot: stamp.snapshotId }, locale }),
    `partwise-segments-${view.table}-${String(stamp.dataTo).slice(0, 10)}.csv`,
  );
});
