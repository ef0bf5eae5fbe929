/** States of a screen that need more than its address: development only. */
export const GALLERY_STATES = [
  "empty",
  "no-permission",
  "loading",
  "unavailable",
  "failing",
  "stale",
  "partial",
] as const;
export type GalleryState = (typeof GALLERY_STATES)[number];
