/** Finds or installs the redis-server that the tests of the cache start for themselves. */
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "./serve-machine.mjs";

const isThere = () =>
  [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin"].some((folder) =>
    existsSync(path.join(folder, "redis-server")),
  );

/** Without one the tests that need it are skipped and say so; nothing else needs it. */
export async function ensureRedis(say) {
  if (!isThere() && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing redis-server (once)");
    // RUNLEVEL=1 keeps the package from starting a server of its own.
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
    await run("apt-get", ["update", "-q"], { env });
    await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "redis-server"], { env });
  }
  if (!isThere()) say("No redis-server (Debian: apt-get install redis-server): the tests against it are skipped.");
}
