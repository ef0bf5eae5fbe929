import "server-only";
import { headers } from "next/headers";
import { GALLERY_STATES, type GalleryState } from "@/lib/domain/gallery-state";

/** Header by which proxy.ts tells a page its own address. */
const PATH_HEADER = "x-partwise-path";

/**
 * The state that a page is asked to show itself in, `?gallery=empty`: while developing, so that every state can be looked at. null in
 * every production build, whatever the address says.
 */
export async function galleryState(): Promise<GalleryState | null> {
  if (process.env.NODE_ENV !== "development") return null;
  const address = (await headers()).get(PATH_HEADER) ?? "/";
  const asked = new URLSearchParams(address.split("?")[1] ?? "").get("gallery");
  return GALLERY_STATES.find((state) => state === asked) ?? null;
}
