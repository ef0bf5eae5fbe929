import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Knows our own type scale, so that `text-2xs text-ink-3` is a size and a colour, not a conflict. */
const merge = extendTailwindMerge({ extend: { classGroups: { "font-size": [{ text: ["2xs"] }] } } });

export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
