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

/** The one error class. `message` is safe to show to a person: it names no secret and no internals. */
export class AppError extends Error {
  /** Names the class in every copy of this module; a subclass that is to be known by all copies has its own. */
  static readonly brand: string = "partwise.app-error";

  readonly code: ErrorCode;
  readonly field: string | null;
  readonly remedy: string | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.field = options.field ?? null;
    this.remedy = options.remedy ?? null;
    for (const brand of [AppError.brand, new.target.brand])
      Object.defineProperty(this, Symbol.for(brand), { value: true });
  }
}

/**
 * `instanceof` by the brand and not by the class: Next evaluates this module once for the start of the server and again for
 * pages, and what the process keeps (connections, jobs) throws errors of the other copy.
 */
function isInstance(this: typeof AppError, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Object.hasOwn(this, "brand")) return Symbol.for(this.brand) in value;
  return Function.prototype[Symbol.hasInstance].call(this, value);
}
Object.defineProperty(AppError, Symbol.hasInstance, { value: isInstance });
