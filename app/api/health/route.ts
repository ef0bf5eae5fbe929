import { getAuth } from "@/lib/auth/auth";
import { handleRoute } from "@/lib/http/handle-route";
import { getContext } from "@/lib/services/context";

/** 200 once pages can be served: the settings are good and a snapshot is loaded. */
export const GET = handleRoute(async () => {
  getAuth();
  const { snapshots } = await getContext();
  const { manifest } = await snapshots.current();
  return Response.json({ status: "ok", snapshot: manifest.snapshotId });
});
