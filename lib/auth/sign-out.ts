"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { log } from "@/lib/observability/log";
import { auditSignIn } from "@/lib/services/audit";
import { getAuth, openSession } from "./auth";
import { sessionCookieName } from "./auth-options";

/** Server action: ends the session on the server, removes its cookie and shows the sign-in page. */
export async function signOut(): Promise<void> {
  const { config, sessions } = getAuth();
  const jar = await cookies();
  const session = await openSession(jar);
  if (session) {
    await sessions.end(session.sessionId);
    log.info("sign_out", { subject: session.subject });
    await auditSignIn({ kind: "sign_out", subject: session.subject, name: null });
  }
  const name = sessionCookieName(config);
  for (const cookie of jar.getAll()) {
    if (cookie.name === name || cookie.name.startsWith(`${name}.`)) {
      jar.set(cookie.name, "", {
        path: "/",
        maxAge: 0,
        httpOnly: true,
        sameSite: "lax",
        secure: config.baseUrl.startsWith("https:"),
      });
    }
  }
  redirect("/sign-in?signedOut=1");
}
