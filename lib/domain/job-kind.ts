/** Background jobs, in the order in which a fresh installation needs them. */
export const JOB_KINDS = ["snapshot", "score-all", "evaluate", "prune"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const isJobKind = (text: string): text is JobKind => (JOB_KINDS as readonly string[]).includes(text);
