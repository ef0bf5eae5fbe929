import type { ReactNode } from "react";
import { cn } from "./cn";

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  /** Unit or a note in small print. */
  note?: ReactNode;
  tone?: "ink" | "danger" | "accent";
  className?: string;
}

const TONE = { ink: "text-ink", danger: "text-danger", accent: "text-accent" };

/** One figure with its name: stands inside a `<dl>`. */
export function Stat({ label, value, note, tone = "ink", className }: StatProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className={cn("num mt-0.5 text-xl font-semibold tracking-tight", TONE[tone])}>
        {value}
        {note ? <span className="ms-1.5 text-xs font-normal tracking-normal text-ink-3">{note}</span> : null}
      </dd>
    </div>
  );
}
