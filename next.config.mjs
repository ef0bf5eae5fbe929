/** Set on every answer, static files too. The Content-Security-Policy differs by request and comes from proxy.ts. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
];

/** Pages of this ending are served while developing only: a production build has no route for them. */
const isDevelopment = process.env.NODE_ENV === "development";

/** @type {import("next").NextConfig} */
const nextConfig = {
  pageExtensions: ["ts", "tsx", ...(isDevelopment ? ["dev.tsx"] : [])],
  distDir: process.env.NEXT_DIST_DIR || ".next",
  // The image runs a folder that holds all it needs; `next start`, which the demo uses, wants the plain build.
  ...(process.env.NEXT_OUTPUT === "standalone" ? { output: "standalone" } : {}),
  // Loaded by the addon itself, so no import leads to it.
  outputFileTracingIncludes: { "/**": ["./node_modules/@duckdb/node-bindings-linux-*/libduckdb.so*"] },
  poweredByHeader: false,
  reactStrictMode: true,
  // Native addons and drivers load files beside themselves, which a bundle breaks.
  serverExternalPackages: ["@duckdb/node-api", "@duckdb/node-bindings", "ioredis", "mssql"],
  // `npm test` checks types over the whole tree; a second pass here would only slow the demo's first start.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default nextConfig;
