/**
 * Runs once when the server starts: wrong or dangerous sign-in settings end the process instead of serving (security.md 7, 10);
 * then the jobs of this process begin, and what SQL Server lacks is said in the log.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnsafeStart } = await import("@/lib/auth/refuse-unsafe-start");
  refuseUnsafeStart();
  const { startWebJobs } = await import("@/lib/jobs/start-web-jobs");
  startWebJobs();
  const [{ logSourceCheck }, { env }] = await Promise.all([
    import("@/lib/services/doctor/check-source"),
    import("@/lib/config/env"),
  ]);
  void logSourceCheck(env());
}
