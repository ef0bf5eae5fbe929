import { getAuth } from "@/lib/auth/auth";
import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { buyersCsv } from "@/lib/presentation/csv/buyers-csv";
import { rawQueryOf } from "@/lib/services/check-address";
import { exportProductBuyers } from "@/lib/services/export-lists";
import { csvResponse, listFileName, localeOf } from "../../../csv-export";

interface ExportContext {
  params: Promise<{ productId: string }>;
}

/** A product's customers as CSV, under the parameters of its page. */
export const GET = handleRoute<ExportContext>(async (request, { params }) => {
  const caller = await callerFromRequest();
  const { productId } = await params;
  const locale = localeOf(request);
  const query = rawQueryOf(request.nextUrl.searchParams);
  const { rows, product, stamp } = await exportProductBuyers(caller, { productId, query });
  const linkOf = ({ customerId, agreementId }: { customerId: string; agreementId: string }) => {
    const path = `/customers/${encodeURIComponent(customerId)}/agreements/${encodeURIComponent(agreementId)}`;
    return new URL(`${path}#p-${encodeURIComponent(product.productId)}`, getAuth().config.baseUrl).href;
  };
  const pieces = buyersCsv({ rows, product, stamp, locale, linkOf });
  return csvResponse(pieces, listFileName(`product-${product.code || product.productId}`, stamp));
});
