/** The address of a list: its own parameters, each at most once, absent = default. */
export type ListQuery = Readonly<Record<string, string>>;

/** Keeps the wanted parameters of an address that have one value; the others are not ours to repeat. */
export function listQueryOf(
  parameters: Readonly<Record<string, string | readonly string[] | undefined>>,
  keys: readonly string[],
): ListQuery {
  const query: Record<string, string> = {};
  for (const key of keys) {
    const value = parameters[key];
    if (typeof value === "string" && value !== "") query[key] = value;
  }
  return query;
}

/** The same list with changes; null takes a parameter away. Whatever changes the rows goes back to the first page. */
export function listHref(path: string, query: ListQuery, changes: Readonly<Record<string, string | null>>): string {
  const next: Record<string, string> = { ...query };
  if (!("page" in changes)) delete next.page;
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === "" || (key === "page" && value === "1")) delete next[key];
    else next[key] = value;
  }
  const text = new URLSearchParams(next).toString();
  return text === "" ? path : `${path}?${text}`;
}
