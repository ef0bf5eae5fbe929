// Backslashes and control characters are rewritten by browsers ("/\evil" becomes "//evil"), so they never pass.
const SAFE_PATH = /^\/(?!\/)[^\\\p{Cc}]*$/u;

/**
 * The address a person returns to after sign-in, as a path of this site; "/" for anything else: other
 * origins, `//host`, `/\host`, `javascript:` and text that is no address.
 */
export function ownPath(candidate: string | null | undefined, baseUrl: string): string {
  if (!candidate) return "/";
  const base = new URL(baseUrl);
  const path = candidate.startsWith(`${base.origin}/`) ? candidate.slice(base.origin.length) : candidate;
  if (!SAFE_PATH.test(path)) return "/";
  try {
    const url = new URL(path, base);
    const normal = url.pathname + url.search + url.hash;
    return url.origin === base.origin && SAFE_PATH.test(normal) ? normal : "/";
  } catch {
    return "/";
  }
}
