import "server-only";
import path from "node:path";
import NextAuth from "next-auth";
import { auditSignIn } from "@/lib/services/audit";
import { type AuthConfig, readAuthConfig } from "./auth-config";
import { createAuthOptions, decodeSession, type SessionClaims, sessionCookieName } from "./auth-options";
import { createFileSessionStore, type SessionStore } from "./session-store";

interface Auth {
  readonly config: AuthConfig;
  readonly sessions: SessionStore;
  readonly handler: (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;
}

let auth: Auth | null = null;

/** The one place that knows next-auth. Built on first use; throws AppError when the settings are wrong. */
export function getAuth(): Auth {
  if (auth) return auth;
  const config = readAuthConfig(process.env);
  const sessions = createFileSessionStore({
    directory: path.join(/* turbopackIgnore: true */ config.dataDir, "auth", "sessions"),
    idleSec: config.idleSec,
    absoluteSec: config.absoluteSec,
  });
  auth = { config, sessions, handler: NextAuth(createAuthOptions(config, sessions, auditSignIn)) };
  return auth;
}

/** Cookies of a request, as `next/headers` and `NextRequest` give them. */
export interface CookieJar {
  getAll(): { name: string; value: string }[];
}

/** The session cookie, joined when it was split because of its size; null when there is none. */
function readSessionCookie(cookies: CookieJar, name: string): string | null {
  const parts = cookies
    .getAll()
    .flatMap((cookie) => {
      if (cookie.name === name) return [{ index: 0, value: cookie.value }];
      const index = cookie.name.startsWith(`${name}.`) ? Number(cookie.name.slice(name.length + 1)) : Number.NaN;
      return Number.isInteger(index) ? [{ index, value: cookie.value }] : [];
    })
    .sort((a, b) => a.index - b.index);
  return parts.length > 0 ? parts.map((part) => part.value).join("") : null;
}

/** The open session behind these cookies; null when there is none, it was ended, or it timed out. */
export async function openSession(cookies: CookieJar): Promise<SessionClaims | null> {
  const { config, sessions } = getAuth();
  const cookie = readSessionCookie(cookies, sessionCookieName(config));
  if (!cookie) return null;
  const nowSec = Date.now() / 1000;
  const claims = await decodeSession(cookie, config, nowSec);
  if (!claims) return null;
  return (await sessions.touch(claims.sessionId, nowSec)) ? claims : null;
}
