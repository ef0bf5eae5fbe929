import { handleRoute } from "@/lib/http/handle-route";
import { getHealth } from "@/lib/services/get-health";

/** 200 once pages can be served. Open to everybody, so it tells nothing about the data. */
export const GET = handleRoute(async () => {
  const { status, problem } = await getHealth();
  return Response.json({ status, problem }, { status: status === "ok" ? 200 : 503 });
});
