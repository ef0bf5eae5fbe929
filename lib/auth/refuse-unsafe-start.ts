import { readAuthConfig } from "./auth-config";

/** Ends the process with one plain line when the sign-in settings are missing, wrong or dangerous. */
export function refuseUnsafeStart(): void {
  try {
    readAuthConfig(process.env);
  } catch (error) {
    process.stderr.write(`Partwise does not start. ${(error as Error).message}\n`);
    process.exit(1);
  }
}
