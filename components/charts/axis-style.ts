/** How the axes of every plot look. */
export const AXIS_STYLE = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" } } as const;
