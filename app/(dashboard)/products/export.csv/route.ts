import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { productsCsv } from "@/lib/presentation/csv/products-csv";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportProducts } from "@/lib/services/export-lists";
import { csvResponse, listFileName, localeOf } from "../../csv-export";

/** The list of products as CSV, under the parameters of its page. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  const locale = localeOf(request);
  const { rows, stamp } = await exportProducts(caller, rawQueryOf(request.nextUrl.searchParams));
  const linkOf = ({ productId }: { productId: string }) =>
    new URL(`/products/${encodeURIComponent(productId)}`, getAuth().config.baseUrl).href;
  return csvResponse(productsCsv({ rows, stamp, locale, linkOf }), listFileName("products", stamp));
});
