import { handleRoute } from "@/lib/http/handle-route";

/** 200 as long as this process answers at all: whoever restarts it asks here. Tells nothing about the data. */
export const GET = handleRoute(async () => Response.json({ status: "ok" }));
