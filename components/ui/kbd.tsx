import { cn } from "./cn";

export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs font-medium text-ink-2",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
