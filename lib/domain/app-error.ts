/** Closed list of ways a use case can fail. Translated to HTTP in one place (`lib/http`). */
export const ERROR_CODES = [
  "invalid_input",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "rate_limited",
  "unavailable",
  "corrupt",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  /** The input field that is wrong, for `invalid_input`. */
  field?: string;
  /** What the person can do about it, one plain sentence. */
  remedy?: string;
  cause?: unknown;
}

/** The same in every copy of this module. */
const BRAND = Symbol.for("partwise.app-error");

/** The one error class. `message` is safe to show to a person: it names no secret and no internals. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | null;
  readonly remedy: string | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.field = options.field ?? null;
    this.remedy = options.remedy ?? null;
  }

  get [BRAND](): true {
    return true;
  }

  /**
   * By the brand and not by the class: Next evaluates this module once for the start of the server and again for pages, and
   * what the process keeps (connections, jobs) throws errors of the other copy.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
