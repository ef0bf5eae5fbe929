import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { chartCsv } from "@/lib/presentation/csv/chart-csv";
import { coverageTable } from "@/lib/presentation/prepare-coverage";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportCoverage } from "@/lib/services/get-coverage";
import { csvResponse, localeOf } from "../../csv-export";

/** One table of the Coverage page as CSV, under its parameters; `table` names it, `locale` chooses the separator. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const view = await exportCoverage(caller, rawQueryOf(request.nextUrl.searchParams));
  const table = coverageTable(
    view,
    ({ customerId }) => new URL(`/customers/${encodeURIComponent(customerId)}`, getAuth().config.baseUrl).href,
  );
  const { options, since, stamp } = view;
  const asked = { range: options.range, since, data_to: stamp.dataTo, model: stamp.model, snapshot: stamp.snapshotId };
  return csvResponse(
    chartCsv({ table, stamp: asked, locale }),
    `partwise-coverage-${view.table}-${String(stamp.dataTo).slice(0, 10)}.csv`,
  );
});
