import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The platform's own select: it works by keyboard, by touch and without script. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative inline-flex", className)}>
      <select
        className="h-(--control-h) w-full appearance-none truncate rounded-md border border-line-strong bg-surface ps-2.5 pe-8 text-base text-ink disabled:opacity-50"
        {...props}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2 top-1/2 size-4 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
