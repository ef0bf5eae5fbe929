export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

export const DENSITY_COOKIE = "density";

export function resolveDensity(cookie: string | undefined): Density {
  return cookie === "compact" ? "compact" : "comfortable";
}
