import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** Name of this process as a worker: host, process id, and what tells it from an earlier one with the same id. */
export function workerName(): string {
  return `${hostname()}:${process.pid}:${randomBytes(3).toString("hex")}`;
}

/** Whether the worker was a process of this very host that is gone now; false when that cannot be told. */
export function isGone(worker: string, host = hostname()): boolean {
  const parts = worker.split(":");
  if (parts.length !== 3 || parts[0] !== host) return false;
  try {
    process.kill(Number(parts[1]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
