import { cn } from "./cn";

/** A grey shape of the same size as what is coming. Decorative: the page says "loading" once, elsewhere. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("skeleton h-4 w-full", className)} />;
}
