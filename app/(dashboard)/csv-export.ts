import type { NextRequest } from "next/server";
import { AppError } from "@/lib/domain/app-error";
import { LOCALE_COOKIE, LOCALES, type Locale, resolveLocale } from "@/lib/presentation/locale";

/** The language of a file: `locale` (en or uk) of the address, else the reader's own. */
export function localeOf(request: NextRequest): Locale {
  const wanted = request.nextUrl.searchParams.get("locale");
  if (wanted === null) {
    return resolveLocale(request.cookies.get(LOCALE_COOKIE)?.value, request.headers.get("accept-language"));
  }
  const known = LOCALES.find((locale) => locale === wanted);
  if (known) return known;
  throw new AppError("invalid_input", `The parameter locale must be one of ${LOCALES.join(", ")}.`, {
    field: "locale",
  });
}

/** A file to keep, sent piece by piece. */
export function csvResponse(pieces: Generator<string, void>, fileName: string): Response {
  return new Response(streamOf(pieces), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
    },
  });
}

function streamOf(pieces: Generator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel() {
      pieces.return();
    },
  });
}
