import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { log } from "@/lib/observability/log";
import { problemResponse, STATUS_OF } from "./problem";
import { toAppError } from "./to-app-error";

/** Next steers with thrown values (redirect, notFound); they carry a digest and must pass through. */
const isNextSignal = (error: unknown) =>
  typeof error === "object" && error !== null && "digest" in error && String(error.digest).startsWith("NEXT_");

/**
 * Wraps a route handler: whatever it throws answers as `application/problem+json`, and nothing it answers is
 * kept by a cache unless it says so itself.
 */
export function handleRoute<Context = unknown>(
  handler: (request: NextRequest, context: Context) => Promise<Response>,
): (request: NextRequest, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      const response = await handler(request, context);
      if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "private, no-store");
      return response;
    } catch (error) {
      if (isNextSignal(error)) throw error;
      const appError = toAppError(error);
      if (STATUS_OF[appError.code] < 500) return problemResponse(appError);
      const errorId = randomUUID();
      const cause = appError.cause ?? appError;
      log.error("request_failed", {
        errorId,
        code: appError.code,
        path: request.nextUrl.pathname,
        cause: String((cause as Error).stack ?? cause),
      });
      return problemResponse(appError, errorId);
    }
  };
}
