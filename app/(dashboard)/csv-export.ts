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

/** `partwise-customers-2026-11-22.csv`: what it holds and as of when. */
export function listFileName(list: string, stamp: { asOf: string }): string {
  const name = list.replaceAll(/[^A-Za-z0-9._]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return `partwise-${name}-${stamp.asOf.slice(0, 10)}.csv`;
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

const PIECE_LENGTH = 16_384;

function streamOf(pieces: Generator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      // A line at a time would cost more in passing on than in writing.
      let text = "";
      while (text.length < PIECE_LENGTH) {
        const { value, done } = pieces.next();
        if (done) {
          if (text !== "") controller.enqueue(encoder.encode(text));
          controller.close();
          return;
        }
        text += value;
      }
      controller.enqueue(encoder.encode(text));
    },
    cancel() {
      pieces.return();
    },
  });
}
