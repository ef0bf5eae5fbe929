import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { chartCsv } from "@/lib/presentation/csv/chart-csv";
import { missesTable } from "@/lib/presentation/performance/prepare-drill";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportCustomerMisses } from "@/lib/services/get-customer-misses";
import { csvResponse, localeOf } from "../../../../csv-export";

interface ExportContext {
  params: Promise<{ customerId: string }>;
}

/** One customer's hits and misses, under the parameters of their page. */
export const GET = handleRoute<ExportContext>(async (request, { params }) => {
  const caller = await callerFromRequest();
  const { customerId } = await params;
  const locale = localeOf(request);
  const query = rawQueryOf(request.nextUrl.searchParams);
  const view = await exportCustomerMisses(caller, { customerId, query });
  const { report, model, k } = view.question;
  const stamp = {
    customer_id: view.customer.customerId,
    customer: view.customer.name,
    model,
    k,
    report,
    data_to: view.stamp.dataTo,
    snapshot: view.stamp.snapshotId,
  };
  const name = customerId.replaceAll(/[^A-Za-z0-9._]+/g, "-");
  return csvResponse(
    chartCsv({ table: missesTable(view.windows, locale), stamp, locale }),
    `partwise-misses-${name}-${String(view.stamp.dataTo).slice(0, 10)}.csv`,
  );
});
