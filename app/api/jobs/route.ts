import { callerFromRequest } from "@/lib/auth/require-caller";
import { handleRoute } from "@/lib/http/handle-route";
import { listJobs } from "@/lib/services/list-jobs";

/** What the Data page asks again and again while something runs. The service decides who may. */
export const GET = handleRoute(async () => Response.json(await listJobs(await callerFromRequest())));
