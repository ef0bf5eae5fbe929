import { findCaller } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { getHealth } from "@/lib/services/get-health";

/** Whether pages can be served: 200 when ok or degraded, 503 when down. Open to everybody; who is signed in learns the reasons. */
export const GET = handleRoute(async () => {
  // Who is asking cannot be told while the data is away: then nobody is.
  const caller = await findCaller().catch(() => null);
  const health = await getHealth(caller);
  return Response.json(health, { status: health.status === "down" ? 503 : 200 });
});
