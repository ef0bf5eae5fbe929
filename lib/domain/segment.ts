/** Customer segments of the first system; `NEW` has no order before the as-of instant. */
export const SEGMENTS = ["HEAVY", "REGULAR_CONSISTENT", "REGULAR_EXPLORATORY", "LIGHT", "NEW"] as const;
export type Segment = (typeof SEGMENTS)[number];
