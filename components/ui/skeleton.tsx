import { cn } from "./cn";

const HEIGHT = /(?:^|\s)h-/;
const WIDTH = /(?:^|\s)w-/;

/** A grey shape of the same size as what is coming. Decorative: the page says "loading" once, elsewhere. */
export function Skeleton({ className = "" }: { className?: string }) {
  const size = cn(!HEIGHT.test(className) && "h-4", !WIDTH.test(className) && "w-full");
  return <span aria-hidden className={cn("skeleton", size, className)} />;
}
