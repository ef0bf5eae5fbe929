import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Sessions that are open on the server. A cookie alone is not enough to be signed in: its session must stand
 * here, so that signing out ends it for every copy of the cookie.
 */
export interface SessionStore {
  start(sessionId: string, nowSec: number): Promise<void>;
  /** True when the session is open and was used within the idle time; notes the use. */
  touch(sessionId: string, nowSec: number): Promise<boolean>;
  end(sessionId: string): Promise<void>;
}

/** Noting every use would write to disk on each request; a minute is exact enough for a timeout of many. */
const TOUCH_EVERY_SEC = 60;

/**
 * One empty file a session, named by the hash of its id; the modification time is its last use. Survives a
 * restart, and several processes on one data directory agree. A missing or unreadable file means ended.
 */
export function createFileSessionStore(options: {
  directory: string;
  idleSec: number;
  absoluteSec: number;
}): SessionStore {
  const { directory, idleSec, absoluteSec } = options;
  const fileOf = (sessionId: string) =>
    path.join(/* turbopackIgnore: true */ directory, createHash("sha256").update(sessionId).digest("hex"));

  async function removeExpired(nowSec: number): Promise<void> {
    for (const name of await readdir(directory)) {
      const file = path.join(/* turbopackIgnore: true */ directory, name);
      const info = await stat(file).catch(() => null);
      if (info && nowSec - info.mtimeMs / 1000 > Math.max(idleSec, absoluteSec)) await rm(file, { force: true });
    }
  }

  return {
    async start(sessionId, nowSec) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await removeExpired(nowSec);
      const file = fileOf(sessionId);
      await writeFile(file, "", { mode: 0o600, flag: "wx" });
      await utimes(file, nowSec, nowSec);
    },
    async touch(sessionId, nowSec) {
      const file = fileOf(sessionId);
      const info = await stat(file).catch(() => null);
      if (!info) return false;
      const unusedSec = nowSec - info.mtimeMs / 1000;
      if (unusedSec > idleSec) {
        await rm(file, { force: true });
        return false;
      }
      // Failing to note the use (signed out meanwhile, disk full) must not fail the request.
      if (unusedSec >= Math.min(TOUCH_EVERY_SEC, idleSec / 10))
        await utimes(file, nowSec, nowSec).catch(() => undefined);
      return true;
    },
    async end(sessionId) {
      await rm(fileOf(sessionId), { force: true });
    },
  };
}
