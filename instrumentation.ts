/**
 * Runs once when the server starts: wrong or dangerous sign-in settings end the process instead of serving (security.md 7, 10);
 * then the jobs of this process begin, what SQL Server lacks is said in the log, and what every page needs is computed.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnsafeStart } = await import("@/lib/auth/refuse-unsafe-start");
  refuseUnsafeStart();
  const { startWebJobs } = await import("@/lib/jobs/start-web-jobs");
  startWebJobs();
  const [{ logSourceCheck }, { keepWarm }, { env }] = await Promise.all([
    import("@/lib/services/doctor/check-source"),
    import("@/lib/services/keep-warm"),
    import("@/lib/config/env"),
  ]);
  void logSourceCheck(env());
  keepWarm();
}
