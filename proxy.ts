import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";
import { isReadableAddress, rawQueryOf } from "@/lib/services/check-address";

/**
 * Comfort only: gives each page a script nonce with its policy, and tells it its own address so that sign-in
 * can return there, and gives a page whose parameters cannot be read its 400. Who may see what is decided in the services; nothing here guards anything (security.md 4).
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isWellFormed(request.nextUrl.pathname)) {
    const problem = {
      type: "about:blank",
      title: "The request is not valid",
      status: 400,
      detail: "The address is not valid.",
    };
    return NextResponse.json(problem, { status: 400, headers: { "Content-Type": "application/problem+json" } });
  }
  const nonce = btoa(crypto.randomUUID());
  const issuer = process.env.OIDC_ISSUER;
  const policy = contentSecurityPolicy({
    nonce,
    formTargets: issuer && URL.canParse(issuer) ? [new URL(issuer).origin] : [],
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  headers.set("x-partwise-path", request.nextUrl.pathname + request.nextUrl.search);
  const isReadable = isReadableAddress(request.nextUrl.pathname, rawQueryOf(request.nextUrl.searchParams));
  const response = NextResponse.next({ request: { headers }, ...(isReadable ? {} : { status: 400 }) });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

/** A broken percent sequence would fail where the address is taken apart, as an error of ours. */
function isWellFormed(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"] };
