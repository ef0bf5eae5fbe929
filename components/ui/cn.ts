import { type ClassValue, clsx } from "clsx";

/**
 * Class names that hold, in one string. Two of one property do not cancel each other: a component that can be given
 * another colour or size has it as a prop or as a default in place of which the given one stands. (Sorting them out in the
 * browser would cost every page 9 kB.)
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
