/**
 * The policy of one answer. Scripts run by this request's nonce and what such a script loads ('strict-dynamic');
 * styles may be inline because toasts and charts set them. `formTargets` are origins a form may lead to: the
 * sign-in form is answered by a redirect to the OpenID provider.
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  formTargets: readonly string[];
  isDevelopment: boolean;
}): string {
  const { nonce, formTargets, isDevelopment } = options;
  return [
    "default-src 'self'",
    // React evaluates code for its error overlay in development only.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(" "),
    "frame-ancestors 'none'",
  ].join("; ");
}
