import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Every address of the program, found in the tree: what the access matrix must list, no more and no less. */
export interface FoundRoutes {
  /** Page patterns, `/customers/[customerId]`. */
  readonly pages: string[];
  /** `GET /api/health`: one an exported method. */
  readonly handlers: string[];
  /** `lib/auth/sign-out.ts#signOut`: exported functions of modules marked "use server". */
  readonly actions: string[];
}

const METHODS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS";
const EXPORTED_METHOD = new RegExp(
  `export\\s+(?:async\\s+)?(?:function|const)\\s+(${METHODS})\\b|\\bas\\s+(${METHODS})\\b`,
  "g",
);
const EXPORTED_FUNCTION = /export\s+(?:async\s+function|const)\s+(\w+)/g;
const USE_SERVER_FILE = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*["']use server["']/;

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const relative = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(root, relative) : [relative];
  });
}

/** Folders in brackets group files without a part in the address. */
function addressOf(file: string): string {
  const parts = path.posix.dirname(file).split("/").slice(1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}

export function findRoutes(root: string): FoundRoutes {
  const sources = ["app", "components", "lib"]
    .flatMap((folder) => filesBelow(root, folder))
    .filter((file) => /\.tsx?$/.test(file));
  const found: FoundRoutes = { pages: [], handlers: [], actions: [] };
  for (const file of sources) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const text = readFileSync(path.join(root, file), "utf8");
    if (file.startsWith("app/") && /\/page\.tsx?$/.test(file)) found.pages.push(addressOf(file));
    if (file.startsWith("app/") && /\/route\.tsx?$/.test(file)) {
      for (const match of text.matchAll(EXPORTED_METHOD))
        found.handlers.push(`${match[1] ?? match[2]} ${addressOf(file)}`);
    }
    if (USE_SERVER_FILE.test(text)) {
      for (const match of text.matchAll(EXPORTED_FUNCTION)) found.actions.push(`${file}#${match[1]}`);
    } else if (/^\s+["']use server["'];?\s*$/m.test(text)) {
      // An action inside another function has no name to list it by.
      found.actions.push(`${file}#inline`);
    }
  }
  for (const list of Object.values(found)) list.sort();
  return found;
}
