import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { rawQueryOf } from "@/lib/services/check-address";
import { whyNotListed } from "@/lib/services/why-not-listed";

interface ProductContext {
  params: Promise<{ customerId: string; agreementId: string; productId: string }>;
}

/** Where one product stands for the agreement, listed or not, under the parameters of its page. */
export const GET = handleRoute<ProductContext>(async (request, { params }) => {
  const caller = await callerFromRequest();
  const ids = await params;
  const query = rawQueryOf(request.nextUrl.searchParams);
  return Response.json(await whyNotListed(caller, { ...ids, query, signal: request.signal }));
});
