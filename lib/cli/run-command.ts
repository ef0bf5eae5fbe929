import { stderr } from "node:process";
import { AppError } from "@/lib/domain/app-error";

/**
 * Runs a command with the arguments of the process. What a person can mend, and a file or disk that fails, is said in one line
 * and ends with code 1; anything else is a defect and keeps its stack.
 */
export async function runCommand(main: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const isSystemError = error instanceof Error && "syscall" in error;
    if (!(error instanceof AppError) && !isSystemError) throw error;
    const remedy = error instanceof AppError ? error.remedy : "Check the path, the rights and the disk.";
    stderr.write(`${error.message}${remedy ? ` ${remedy}` : ""}\n`);
    process.exitCode = 1;
  }
}
