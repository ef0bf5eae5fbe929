import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/domain/app-error";
import type { ReportPort, StoredReport } from "../ports";

/** What the backtest writes is under 2 MB; a file far above that is no report, and reading it would only cost memory. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Lists of the largest sample of users (3 windows of 10,000) are about 25 MB a model. */
const MAX_LISTS_BYTES = 64 * 1024 * 1024;
const LISTS_FILE = /^[A-Za-z0-9_.-]{1,64}\.json$/;
const REPORT_FILE = /^([A-Za-z0-9_-]{1,64})\.json$/;

/** Reports of the `reports` folder in the data directory; the backtest writes there while the app reads. */
export function createReportFolder(dataDir: string): ReportPort {
  const folder = join(dataDir, "reports");
  return {
    async list() {
      const names = await readdir(folder).catch(emptyWhenMissing);
      const found = await Promise.all(
        names.map(async (name): Promise<StoredReport | null> => {
          const id = REPORT_FILE.exec(name)?.[1];
          const facts = id === undefined ? null : await stat(join(folder, name)).catch(() => null);
          if (id === undefined || !facts?.isFile()) return null;
          return { id, changedAtMs: facts.mtimeMs, bytes: facts.size };
        }),
      );
      return found.filter((report) => report !== null).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async read(id) {
      const name = `${id}.json`;
      return REPORT_FILE.test(name) ? readBounded(join(folder, name), { name, maxBytes: MAX_BYTES }) : null;
    },
    async readLists(id, model) {
      const name = `${model}.json`;
      if (!REPORT_FILE.test(`${id}.json`) || !LISTS_FILE.test(name)) return null;
      return readBounded(join(folder, "lists", id, name), { name: `${id}/${name}`, maxBytes: MAX_LISTS_BYTES });
    },
  };
}

/** null when there is no such file. */
async function readBounded(path: string, { name, maxBytes }: { name: string; maxBytes: number }) {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile()) return null;
  if (facts.size > maxBytes) throw new AppError("corrupt", `The file ${name} is too large for a report.`);
  return readFile(path, "utf8");
}

function emptyWhenMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
