import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const button = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink hover:bg-accent-hover",
        secondary: "border border-line-strong/55 bg-surface text-ink hover:bg-hover",
        ghost: "text-ink-2 hover:bg-sunken hover:text-ink",
        danger: "bg-danger-soft text-danger hover:brightness-95",
      },
      size: {
        md: "h-(--control-h) px-3 text-base",
        sm: "h-7 px-2 text-sm",
        icon: "size-(--control-h)",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Gives the looks to the single child, for example a link. */
  asChild?: boolean;
}

export function Button({ asChild = false, className, variant, size, type, ...props }: ButtonProps) {
  const classes = cn(button({ variant, size }), className);
  if (asChild) return <Slot.Root className={classes} {...props} />;
  return <button type={type ?? "button"} className={classes} {...props} />;
}
