import { Cron } from "croner";
import { z } from "zod";
import type { JobKind } from "@/lib/domain/job-kind";

/** What runs when, how many of what it made are kept, and when a run counts as abandoned. */
export interface JobSettings {
  /** Whether the web process runs and schedules jobs itself where there is no Redis. */
  readonly isOn: boolean;
  /** Cron pattern by job; a job that is not in here runs by hand or after another one. */
  readonly schedules: ReadonlyMap<JobKind, string>;
  /** IANA name of the zone in which the patterns are read. */
  readonly timeZone: string;
  /** A running job whose worker gave no sign of life for so long is taken over. */
  readonly leaseSec: number;
  readonly evaluateModels: readonly string[];
  readonly keep: {
    readonly snapshots: number;
    readonly models: number;
    readonly reports: number;
    readonly runs: number;
  };
}

/** With a live order database the data moves by itself; a demo or an import stays as it is until somebody changes it. */
const SCHEDULE_OF_LIVE_DATA = {
  PARTWISE_SNAPSHOT_CRON: "0 5 * * *",
  PARTWISE_EVALUATE_CRON: "0 2 * * 0",
  PARTWISE_PRUNE_CRON: "30 4 * * *",
} as const;

const KIND_OF = {
  PARTWISE_SNAPSHOT_CRON: "snapshot",
  PARTWISE_EVALUATE_CRON: "evaluate",
  PARTWISE_PRUNE_CRON: "prune",
} as const satisfies Record<string, JobKind>;

function isPattern(text: string): boolean {
  try {
    // Only read: without a function nothing is started.
    return new Cron(text, { mode: "5-or-6-parts" }).nextRun() !== null;
  } catch {
    return false;
  }
}

const cron = z
  .string()
  .trim()
  .refine((text) => text === "off" || isPattern(text), "must be a cron pattern like 0 5 * * * or off")
  .optional();

const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}` })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    });

const timeZone = z.string().refine((name) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}, "must be the name of a time zone like Europe/Kyiv");

/** The variables, as `env.ts` joins them to its own. */
export const jobVariables = {
  PARTWISE_JOBS: z.enum(["on", "off"], { error: "must be on or off" }).default("on"),
  PARTWISE_SNAPSHOT_CRON: cron,
  PARTWISE_EVALUATE_CRON: cron,
  PARTWISE_PRUNE_CRON: cron,
  PARTWISE_TIME_ZONE: timeZone.default("Europe/Kyiv"),
  PARTWISE_JOB_LEASE_SEC: wholeNumber(3, 3600).default(30),
  PARTWISE_EVALUATE_MODELS: z
    .string()
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, "must be names of models with commas between")
    .default("popularity,personal-frequency-popular,v3"),
  PARTWISE_KEEP_SNAPSHOTS: wholeNumber(1, 100).default(3),
  PARTWISE_KEEP_MODELS: wholeNumber(1, 1000).default(10),
  PARTWISE_KEEP_REPORTS: wholeNumber(1, 1000).default(20),
  PARTWISE_KEEP_RUNS: wholeNumber(1, 100_000).default(500),
};

type Variables = z.output<z.ZodObject<typeof jobVariables>>;

export function jobSettings(variables: Variables, source: "embedded" | "mssql"): JobSettings {
  const schedules = new Map<JobKind, string>();
  for (const name of Object.keys(KIND_OF) as (keyof typeof KIND_OF)[]) {
    const pattern = variables[name] ?? (source === "mssql" ? SCHEDULE_OF_LIVE_DATA[name] : "off");
    if (pattern !== "off") schedules.set(KIND_OF[name], pattern);
  }
  return {
    isOn: variables.PARTWISE_JOBS === "on",
    schedules,
    timeZone: variables.PARTWISE_TIME_ZONE,
    leaseSec: variables.PARTWISE_JOB_LEASE_SEC,
    evaluateModels: variables.PARTWISE_EVALUATE_MODELS.split(","),
    keep: {
      snapshots: variables.PARTWISE_KEEP_SNAPSHOTS,
      models: variables.PARTWISE_KEEP_MODELS,
      reports: variables.PARTWISE_KEEP_REPORTS,
      runs: variables.PARTWISE_KEEP_RUNS,
    },
  };
}
