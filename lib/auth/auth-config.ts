import { z } from "zod";
import { type Env, parseEnv } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";

/** The settings of the process that sign-in needs, all present and checked. */
export interface AuthConfig
  extends Pick<Env, "dataDir" | "demoSignIn" | "repsSeeUnassigned" | "roleClaim" | "roleOfGroup"> {
  /** Origin people reach the program at; cookies are Secure when it is https. */
  readonly baseUrl: string;
  readonly secret: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** OpenID `prompt`; null leaves single sign-on to the provider. */
  readonly prompt: string | null;
  /** Without a request for this long the session ends. */
  readonly idleSec: number;
  /** The session ends this long after sign-in, used or not. */
  readonly absoluteSec: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const minutes = (fallback: number) =>
  z.coerce
    .number()
    .min(1)
    .max(60 * 24 * 30)
    .default(fallback);

const sessionSettings = z.object({
  OIDC_SCOPE: z.string().default("openid email profile"),
  OIDC_PROMPT: z.enum(["login", "select_account", "consent"]).optional(),
  PARTWISE_SESSION_IDLE_MIN: minutes(60),
  PARTWISE_SESSION_ABSOLUTE_MIN: minutes(12 * 60),
});

const MIN_SECRET_LENGTH = 32;
/** A repeated word has few different characters; a random text of this length has many. */
const MIN_DIFFERENT_CHARACTERS = 12;

/**
 * The sign-in settings. Throws AppError `invalid_input` naming the variable, without its value, when one is
 * missing, bad or dangerous; the program then does not start and serves nobody (security.md 7, 10).
 */
export function readAuthConfig(environment: Environment): AuthConfig {
  const env = parseEnv(environment);
  const parsed = sessionSettings.safeParse(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "")),
  );
  if (!parsed.success) throw configError(String(parsed.error.issues[0].path[0]), "is not valid");
  // Demo people must never open a company's own order database.
  if (env.production && env.demoSignIn && env.source === "mssql") {
    throw configError("PARTWISE_DEMO_SIGN_IN", "must be off when the orders come from SQL Server");
  }
  const secret = required(env.authSecret, "NEXTAUTH_SECRET");
  if (secret.length < MIN_SECRET_LENGTH || new Set(secret).size < MIN_DIFFERENT_CHARACTERS) {
    throw configError("NEXTAUTH_SECRET", `must be a random text of at least ${MIN_SECRET_LENGTH} characters`);
  }
  return {
    dataDir: env.dataDir,
    demoSignIn: env.demoSignIn,
    repsSeeUnassigned: env.repsSeeUnassigned,
    roleClaim: env.roleClaim,
    roleOfGroup: env.roleOfGroup,
    baseUrl: new URL(required(environment.NEXTAUTH_URL ?? null, "NEXTAUTH_URL")).origin,
    secret,
    issuer: required(env.oidcIssuer, "OIDC_ISSUER").replace(/\/$/, ""),
    clientId: required(env.oidcClientId, "OIDC_CLIENT_ID"),
    clientSecret: required(env.oidcClientSecret, "OIDC_CLIENT_SECRET"),
    scope: parsed.data.OIDC_SCOPE,
    prompt: parsed.data.OIDC_PROMPT ?? null,
    idleSec: parsed.data.PARTWISE_SESSION_IDLE_MIN * 60,
    absoluteSec: parsed.data.PARTWISE_SESSION_ABSOLUTE_MIN * 60,
  };
}

function required(value: string | null, name: string): string {
  if (!value) throw configError(name, "is not set");
  return value;
}

function configError(name: string, fault: string): AppError {
  return new AppError("invalid_input", `Setting ${name} ${fault}.`, {
    field: name,
    remedy: "See the settings table in README.md.",
  });
}
