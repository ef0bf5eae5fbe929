import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Role } from "@/lib/domain/caller";

export interface AuthConfig {
  /** Address people reach the program at, without a path; cookies are Secure when it is https. */
  readonly baseUrl: string;
  readonly secret: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** OpenID `prompt`; null leaves single sign-on to the provider. */
  readonly prompt: string | null;
  /** Claim with the person's groups or roles: text or a list of texts. */
  readonly roleClaim: string;
  /** Values of that claim that give a role. */
  readonly roleValues: Readonly<Record<Role, readonly string[]>>;
  readonly repsSeeUnassigned: boolean;
  readonly isDemoSignIn: boolean;
  /** Without a request for this long the session ends. */
  readonly idleSec: number;
  /** The session ends this long after sign-in, used or not. */
  readonly absoluteSec: number;
  readonly dataDir: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");
const minutes = (fallback: number) =>
  z.coerce
    .number()
    .min(1)
    .max(60 * 24 * 30)
    .default(fallback);
const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    );

const httpUrl = z.url({ protocol: /^https?$/ });

const schema = z.object({
  NEXTAUTH_URL: httpUrl,
  NEXTAUTH_SECRET: z.string(),
  OIDC_ISSUER: httpUrl,
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  OIDC_SCOPE: z.string().default("openid email profile"),
  OIDC_PROMPT: z.enum(["login", "select_account", "consent"]).optional(),
  OIDC_ROLE_CLAIM: z.string().min(1).default("groups"),
  OIDC_REP_VALUES: list("partwise-rep"),
  OIDC_MANAGER_VALUES: list("partwise-manager"),
  OIDC_ADMIN_VALUES: list("partwise-admin"),
  PARTWISE_REPS_SEE_UNASSIGNED: flag.default(false),
  PARTWISE_DEMO_SIGN_IN: flag.default(false),
  PARTWISE_SESSION_IDLE_MIN: minutes(60),
  PARTWISE_SESSION_ABSOLUTE_MIN: minutes(12 * 60),
  PARTWISE_DATA_DIR: z.string().min(1).default(".partwise"),
});

const MIN_SECRET_LENGTH = 32;
/** A repeated word has few different characters; a random text of this length has many. */
const MIN_DIFFERENT_CHARACTERS = 12;

/**
 * The sign-in settings. Throws AppError `invalid_input` naming the variable, without its value, when one is
 * missing or bad; the program then does not start and no request is served as anybody (security.md 7, 10).
 */
export function readAuthConfig(environment: Environment): AuthConfig {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
    throw configError(names[0], `${names.join(", ")} ${names.length > 1 ? "are" : "is"} missing or not valid`);
  }
  const env = parsed.data;
  assertGoodSecret(env.NEXTAUTH_SECRET);
  const baseUrl = new URL(env.NEXTAUTH_URL).origin;
  return {
    baseUrl,
    secret: env.NEXTAUTH_SECRET,
    issuer: env.OIDC_ISSUER.replace(/\/$/, ""),
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    scope: env.OIDC_SCOPE,
    prompt: env.OIDC_PROMPT ?? null,
    roleClaim: env.OIDC_ROLE_CLAIM,
    roleValues: { rep: env.OIDC_REP_VALUES, manager: env.OIDC_MANAGER_VALUES, admin: env.OIDC_ADMIN_VALUES },
    repsSeeUnassigned: env.PARTWISE_REPS_SEE_UNASSIGNED,
    isDemoSignIn: env.PARTWISE_DEMO_SIGN_IN,
    idleSec: env.PARTWISE_SESSION_IDLE_MIN * 60,
    absoluteSec: env.PARTWISE_SESSION_ABSOLUTE_MIN * 60,
    dataDir: env.PARTWISE_DATA_DIR,
  };
}

function assertGoodSecret(secret: string): void {
  if (secret.length < MIN_SECRET_LENGTH || new Set(secret).size < MIN_DIFFERENT_CHARACTERS) {
    throw configError(
      "NEXTAUTH_SECRET",
      `NEXTAUTH_SECRET must be a random text of at least ${MIN_SECRET_LENGTH} characters`,
    );
  }
}

/** Demo people must never open real customer data (security.md 10). */
export function assertSafeToStart({ config, environment }: { config: AuthConfig; environment: Environment }): void {
  const isRealDatabase = environment.PARTWISE_SOURCE === "mssql" || Boolean(environment.MSSQL_SERVER);
  if (environment.NODE_ENV === "production" && config.isDemoSignIn && isRealDatabase) {
    throw configError(
      "PARTWISE_DEMO_SIGN_IN",
      "The demo sign-in cannot be on together with SQL Server: switch off PARTWISE_DEMO_SIGN_IN",
    );
  }
}

function configError(field: string, message: string): AppError {
  return new AppError("invalid_input", message, { field, remedy: "See the settings table in README.md." });
}
