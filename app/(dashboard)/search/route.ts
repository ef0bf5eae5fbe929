import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { rawQueryOf } from "@/lib/services/check-address";
import { searchEverything } from "@/lib/services/search-everything";

/** What the command palette finds for the parameter `q`: in the caller's scope. */
export const GET = handleRoute(async (request) => {
  const caller = await callerFromRequest();
  return Response.json(await searchEverything(caller, rawQueryOf(request.nextUrl.searchParams)));
});
