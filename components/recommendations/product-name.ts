import type { Locale } from "@/lib/presentation/locale";

interface Named {
  name: string;
  nameUk: string | null;
}

/** A product's name in the reader's language, and the other one when it differs. */
export function productName({ name, nameUk }: Named, locale: Locale): { first: string; second: string | null } {
  const ukrainian = nameUk || null;
  const [first, second] = locale === "uk" ? [ukrainian ?? name, name] : [name || ukrainian || "", ukrainian];
  return { first, second: second && second !== first ? second : null };
}
