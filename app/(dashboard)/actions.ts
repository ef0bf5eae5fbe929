"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { DENSITIES, DENSITY_COOKIE } from "@/components/shell/density";
import { requireCaller } from "@/lib/auth/require-caller";
import { LOCALE_COOKIE, LOCALES } from "@/lib/presentation/locale";

const YEAR_SEC = 31_536_000;

const preferences = z.object({ locale: z.enum(LOCALES).optional(), density: z.enum(DENSITIES).optional() });

/** Keeps how this browser reads: cookies, so that the first paint of the next page is already right. */
export async function savePreferences(input: z.input<typeof preferences>): Promise<void> {
  await requireCaller();
  const { locale, density } = preferences.parse(input);
  const jar = await cookies();
  const options = { path: "/", maxAge: YEAR_SEC, sameSite: "lax" } as const;
  if (locale) jar.set(LOCALE_COOKIE, locale, options);
  if (density) jar.set(DENSITY_COOKIE, density, options);
}
