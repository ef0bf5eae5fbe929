import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { log } from "@/lib/observability/log";
import type { AuthConfig } from "./auth-config";
import { ownPath } from "./own-path";
import { resolveRole } from "./resolve-role";
import type { SessionStore } from "./session-store";

export const PROVIDER_ID = "oidc";
const SIGN_IN_PATH = "/sign-in";

/** What the encrypted session cookie holds. Rights are not in it: they are worked out anew for each request. */
export interface SessionClaims {
  readonly sessionId: string;
  /** `${iss}|${sub}`. */
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** The provider's role claim as it came. */
  readonly roleClaim: unknown;
  readonly signedInAtSec: number;
}

interface Profile {
  id: string;
  name: string;
  email: string | null;
  emailVerified: boolean;
  roleClaim: unknown;
}

/** `__Host-` binds the cookie to this host and to https; browsers refuse it on plain http. */
export function sessionCookieName(config: Pick<AuthConfig, "baseUrl">): string {
  return config.baseUrl.startsWith("https:") ? "__Host-partwise.session" : "partwise.session";
}

function oidcProvider(config: AuthConfig): OAuthConfig<Record<string, unknown>> {
  return {
    id: PROVIDER_ID,
    name: "Single sign-on",
    type: "oauth",
    wellKnown: `${config.issuer}/.well-known/openid-configuration`,
    issuer: config.issuer,
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: config.scope, ...(config.prompt ? { prompt: config.prompt } : {}) } },
    userinfo: {
      // Many providers put e-mail and groups into the userinfo answer only. Given the token set, the client
      // refuses an answer whose `sub` is not the ID token's.
      async request({ client, tokens }) {
        const idToken = (tokens as unknown as { claims(): Record<string, unknown> }).claims();
        if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return idToken as never;
        const userinfo = (await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])) as object;
        return { ...idToken, ...userinfo, iss: idToken.iss, sub: idToken.sub } as never;
      },
    },
    profile(claims) {
      const email = typeof claims.email === "string" && claims.email !== "" ? claims.email : null;
      const profile: Profile = {
        id: `${claims.iss}|${claims.sub}`,
        name: typeof claims.name === "string" && claims.name !== "" ? claims.name : (email ?? "Unnamed person"),
        email,
        emailVerified: claims.email_verified === true,
        roleClaim: claims[config.roleClaim] ?? null,
      };
      return profile as never;
    },
  };
}

/** Told of every sign-in, refused one and sign-out. */
export type NoteSignIn = (entry: {
  kind: "sign_in" | "sign_in_denied" | "sign_out";
  subject: string;
  name: string | null;
  reason?: string;
}) => Promise<void>;

/** next-auth set up for one OpenID Connect provider (code flow with PKCE, state and nonce; security.md 6-9). */
export function createAuthOptions(
  config: AuthConfig,
  sessions: SessionStore,
  noteSignIn: NoteSignIn = async () => undefined,
): NextAuthOptions {
  const isSecure = config.baseUrl.startsWith("https:");
  return {
    secret: config.secret,
    useSecureCookies: isSecure,
    providers: [oidcProvider(config)],
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH, signOut: SIGN_IN_PATH },
    session: { strategy: "jwt", maxAge: config.absoluteSec },
    cookies: {
      sessionToken: {
        name: sessionCookieName(config),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
    },
    callbacks: {
      async signIn({ user }) {
        const profile = user as unknown as Profile;
        if (resolveRole(profile.roleClaim, config.roleOfGroup)) return true;
        log.warn("sign_in_denied", { subject: profile.id, reason: "no_role" });
        await noteSignIn({ kind: "sign_in_denied", subject: profile.id, name: null, reason: "no_role" });
        return `${SIGN_IN_PATH}?error=NoRole`;
      },
      redirect: ({ url, baseUrl }) => new URL(ownPath(url, baseUrl), baseUrl).href,
      async jwt({ token, user, account }) {
        const nowSec = Date.now() / 1000;
        if (!account) {
          // The session address re-issues cookies: it must not bring an ended session back to life.
          const claims = openClaims(token, config, nowSec);
          if (!claims || !(await sessions.touch(claims.sessionId, nowSec))) throw new Error("session ended");
          return token;
        }
        const profile = user as unknown as Profile;
        const claims: SessionClaims = {
          sessionId: randomUUID(),
          subject: profile.id,
          name: profile.name,
          email: profile.email,
          emailVerified: profile.emailVerified,
          roleClaim: profile.roleClaim,
          signedInAtSec: nowSec,
        };
        await sessions.start(claims.sessionId, nowSec);
        log.info("sign_in", { subject: claims.subject });
        await noteSignIn({ kind: "sign_in", subject: claims.subject, name: claims.name });
        return { ...claims };
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { name: String(token.name) } }),
    },
    events: {
      async signOut({ token }) {
        const claims = token as unknown as Partial<SessionClaims> | null;
        if (claims?.sessionId) await sessions.end(claims.sessionId);
      },
    },
    logger: {
      // Metadata may hold tokens and personal data: the code and the message are enough.
      error(code, metadata) {
        // A cookie of an ended session is no fault of the program.
        const level = code === "JWT_SESSION_ERROR" ? "debug" : "error";
        log[level]("auth_error", { code, message: messageOf(metadata) });
      },
      warn: (code) => log.debug("auth_warning", { code }),
      debug: () => undefined,
    },
  };
}

/** The session that a cookie value stands for; null when forged, expired or past the absolute timeout. Not yet checked against the server's open sessions. */
export async function decodeSession(cookie: string, config: AuthConfig, nowSec: number): Promise<SessionClaims | null> {
  const token = await decode({ token: cookie, secret: config.secret }).catch(() => null);
  return token ? openClaims(token, config, nowSec) : null;
}

function openClaims(token: unknown, config: AuthConfig, nowSec: number): SessionClaims | null {
  const claims = token as Partial<SessionClaims>;
  if (typeof claims.sessionId !== "string" || typeof claims.subject !== "string") return null;
  if (typeof claims.signedInAtSec !== "number" || typeof claims.name !== "string") return null;
  const ageSec = nowSec - claims.signedInAtSec;
  return ageSec >= -60 && ageSec <= config.absoluteSec ? (claims as SessionClaims) : null;
}

function messageOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message;
  const error = (metadata as { error?: unknown } | null)?.error;
  return error instanceof Error ? error.message : "";
}
