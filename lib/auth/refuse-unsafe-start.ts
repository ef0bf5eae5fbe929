import { assertSafeToStart, readAuthConfig } from "./auth-config";

/** Ends the process with one plain line when the sign-in settings are wrong or dangerous. */
export function refuseUnsafeStart(): void {
  try {
    assertSafeToStart({ config: readAuthConfig(process.env), environment: process.env });
  } catch (error) {
    process.stderr.write(`Partwise does not start: ${(error as Error).message}.\n`);
    process.exit(1);
  }
}
