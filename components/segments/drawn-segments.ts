/** Segments of a stack from the axis up; customers without an order would bury the others. */
export const DRAWN_SEGMENTS = [
  { segment: "HEAVY", color: "var(--chart-1)" },
  { segment: "REGULAR_CONSISTENT", color: "var(--chart-2)" },
  { segment: "REGULAR_EXPLORATORY", color: "var(--chart-3)" },
  { segment: "LIGHT", color: "var(--line-strong)" },
] as const;
