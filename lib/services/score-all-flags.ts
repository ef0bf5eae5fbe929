/**
 * How Node is started to score ahead. Its young generation grows to 48 MB and more in the main thread otherwise, and what fills it
 * grows the old one: a hundred megabytes beside a large snapshot. The threads have limits of their own.
 */
export const SCORE_ALL_FLAGS = ["--max-semi-space-size=4"] as const;
