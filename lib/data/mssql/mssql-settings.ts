import sql from "mssql";
import { AppError } from "@/lib/domain/app-error";

/** How SQL Server is reached and how much is asked of it. Times in the unit of their name. */
export interface MssqlSettings {
  /** `Server=host,1433;Database=ConcordDb_v5;User Id=...;Password=...;Encrypt=true`, or `mssql://user:password@host:1433/database?encrypt=true` */
  readonly url: string;
  /** null = as the address says; on where it says nothing. `strict` = TDS 8. */
  readonly encrypt: boolean | "strict" | null;
  /** Accept a certificate that no known authority signed; null = as the address says, no where it says nothing. */
  readonly trustCertificate: boolean | null;
  /** Connections kept while they are in use within `poolIdleSec`. */
  readonly poolSize: number;
  /** Connections beyond them in a rush, closed right after. */
  readonly poolOverflow: number;
  readonly poolIdleSec: number;
  /** Statements that may wait for a connection; more are refused at once. */
  readonly queueMost: number;
  readonly queueTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly queryTimeoutMs: number;
}

export const DEFAULT_MSSQL_SETTINGS: Omit<MssqlSettings, "url"> = {
  encrypt: null,
  trustCertificate: null,
  poolSize: 20,
  poolOverflow: 10,
  poolIdleSec: 300,
  queueMost: 60,
  queueTimeoutMs: 1000,
  connectTimeoutMs: 5000,
  queryTimeoutMs: 15_000,
};

/** A connection that does not answer a cancellation within this is closed. */
const CANCEL_TIMEOUT_MS = 2000;

/** The driver's settings, without a pool. Throws AppError `invalid_input` for an address that is none; never repeats it. */
export function driverConfig(settings: MssqlSettings, database: string | null = null): sql.config {
  const parsed = parseAddress(settings.url);
  if (!parsed.server) throw badAddress();
  const options: sql.IOptions = {
    ...parsed.options,
    useUTC: true,
    appName: "partwise",
    cancelTimeout: CANCEL_TIMEOUT_MS,
    ...(settings.trustCertificate === null ? {} : { trustServerCertificate: settings.trustCertificate }),
    // The driver takes the word `strict` too; its types do not say so.
    ...(settings.encrypt === null ? {} : { encrypt: settings.encrypt as boolean }),
  };
  return {
    ...parsed,
    ...(database === null ? {} : { database }),
    requestTimeout: settings.queryTimeoutMs,
    connectionTimeout: settings.connectTimeoutMs,
    options,
  };
}

/** Whether traffic is encrypted and the certificate checked, as far as the settings demand it. */
export function transportOf(settings: MssqlSettings): { readonly isEncrypted: boolean; readonly isVerified: boolean } {
  const { options = {} } = driverConfig(settings);
  const isEncrypted = options.encrypt !== false;
  return { isEncrypted, isVerified: isEncrypted && options.trustServerCertificate !== true };
}

function parseAddress(address: string): sql.config {
  try {
    return /^(mssql|sqlserver):\/\//i.test(address)
      ? parseUrl(address)
      : sql.ConnectionPool.parseConnectionString(address);
  } catch {
    throw badAddress();
  }
}

const isTrue = (value: string) => /^(true|1|yes)$/i.test(value);

function parseUrl(address: string): sql.config {
  // URL knows credentials and ports of special schemes alone.
  const url = new URL(address.replace(/^\w+:/, "http:"));
  const options: sql.IOptions = {};
  for (const [name, value] of url.searchParams) {
    const key = name.toLowerCase();
    if (key === "encrypt")
      options.encrypt = value.toLowerCase() === "strict" ? ("strict" as unknown as boolean) : isTrue(value);
    if (key === "trustservercertificate") options.trustServerCertificate = isTrue(value);
    if (key === "instancename") options.instanceName = value;
    if (key === "applicationintent") options.readOnlyIntent = value.toLowerCase() === "readonly";
  }
  const database = decodeURIComponent(url.pathname.slice(1)) || url.searchParams.get("database");
  return {
    server: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ""),
    // The scheme that stands in has 80 for its own and drops it.
    port: Number(/:(\d+)(?:[/?#]|$)/.exec(address.replace(/^.*@/, ""))?.[1] ?? 1433),
    user: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    ...(database ? { database } : {}),
    options,
  };
}

const badAddress = () =>
  new AppError("invalid_input", "Setting MSSQL_URL is no address of a SQL Server.", {
    field: "MSSQL_URL",
    remedy:
      "Write Server=HOST,1433;Database=NAME;User Id=USER;Password=PASSWORD;Encrypt=true or mssql://USER:PASSWORD@HOST:1433/NAME.",
  });
