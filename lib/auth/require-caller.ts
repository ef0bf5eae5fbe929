import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { getContext } from "@/lib/services/context";
import { getAuth, openSession } from "./auth";
import { galleryCaller } from "./gallery-caller";
import { ownPath } from "./own-path";
import { resolveCaller } from "./resolve-caller";

/** Header by which proxy.ts tells a page its own address; only ever used as a return address. */
export const PATH_HEADER = "x-partwise-path";

/** The signed-in person, or null. Layout, page and actions of one request ask for it: one look-up serves them. */
export const findCaller = cache(async (): Promise<Caller | null> => {
  const session = await openSession(await cookies());
  if (!session) return null;
  const { erp } = await getContext();
  return await resolveCaller({ session, config: getAuth().config, erp });
});

/** The signed-in person, for pages, layouts and server actions; sends anybody else to the sign-in page. */
export async function requireCaller(): Promise<Caller> {
  const caller = await findCaller();
  if (caller) return process.env.NODE_ENV === "development" ? await galleryCaller(caller) : caller;
  const path = ownPath((await headers()).get(PATH_HEADER), getAuth().config.baseUrl);
  redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** The signed-in person, for route handlers. Throws AppError `unauthenticated`. */
export async function callerFromRequest(): Promise<Caller> {
  const caller = await findCaller();
  if (!caller) throw new AppError("unauthenticated", "Sign in first.", { remedy: "Open /sign-in in the browser." });
  return caller;
}
