/** What the address asks the scorer. Read by the page on the server, too: kept apart from the query, which is the browser's. */
export const OPTION_NAMES = ["k", "asOf", "variant", "frequency", "recency", "recencyDays"] as const;

/** Options as the address spells them; null = not in the address. */
export type AddressOptions = Record<(typeof OPTION_NAMES)[number], string | null>;

/** An address without any option: the defaults. */
export const NO_OPTIONS = Object.fromEntries(OPTION_NAMES.map((name) => [name, null])) as AddressOptions;
