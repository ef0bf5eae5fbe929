import type { AppError, ErrorCode } from "@/lib/domain/app-error";

export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  corrupt: 503,
  internal: 500,
};

const TITLE_OF: Readonly<Record<ErrorCode, string>> = {
  invalid_input: "The request is not valid",
  unauthenticated: "Not signed in",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  rate_limited: "Too many requests",
  unavailable: "Not available now",
  corrupt: "Not available now",
  internal: "Something went wrong here",
};

/**
 * An `application/problem+json` answer (RFC 9457). An id is given for failures on our side, to be found in the
 * log; it is left out otherwise, so that "out of scope" and "does not exist" have the same body.
 */
export function problemResponse(error: AppError, errorId: string | null = null): Response {
  const status = STATUS_OF[error.code];
  const body = {
    type: "about:blank",
    title: TITLE_OF[error.code],
    status,
    code: error.code,
    detail: error.message,
    ...(error.field ? { field: error.field } : {}),
    ...(error.remedy ? { remedy: error.remedy } : {}),
    ...(errorId ? { errorId } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "private, no-store",
      ...(status === 503 ? { "Retry-After": "5" } : {}),
    },
  });
}
