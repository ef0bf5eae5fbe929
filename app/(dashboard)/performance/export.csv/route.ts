import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { chartCsv } from "@/lib/presentation/csv/chart-csv";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportPerformance } from "@/lib/services/export-performance";
import { csvResponse, localeOf } from "../../csv-export";

/** The figures of one chart as CSV, under the parameters of its page; `chart` names it, `locale` chooses the separator. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const { chart, table, stamp } = await exportPerformance(caller, rawQueryOf(request.nextUrl.searchParams));
  const fileName = `partwise-performance-${chart}-${String(stamp.data_to).slice(0, 10)}.csv`;
  return csvResponse(chartCsv({ table, stamp, locale }), fileName);
});
