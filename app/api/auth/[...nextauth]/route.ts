import { getAuth } from "@/lib/auth/auth";
import { handleRoute } from "@/lib/http/handle-route";

// next-auth also offers an address that writes what anybody posts into the log; it does not exist here.
const ACTIONS = new Set(["signin", "callback", "signout", "session", "csrf", "providers", "error"]);

const serve = handleRoute(async (request, context: { params: Promise<{ nextauth: string[] }> }) => {
  const { nextauth } = await context.params;
  if (!ACTIONS.has(nextauth[0])) return new Response(null, { status: 404 });
  return await getAuth().handler(request, context);
});

export { serve as GET, serve as POST };
