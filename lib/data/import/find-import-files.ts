import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/domain/app-error";
import { IMPORT_FILES, type ImportFileName } from "./import-columns";

const ENDINGS = [".csv", ".csv.gz", ".parquet"] as const;

export interface ImportFile {
  readonly table: ImportFileName;
  /** As found: what messages and the list of rejected lines call it. */
  readonly name: string;
  readonly path: string;
  readonly format: "csv" | "parquet";
}

/** The import files of a folder, order_lines first. Throws AppError `invalid_input` with a remedy. */
export async function findImportFiles(folder: string): Promise<ImportFile[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw new AppError("invalid_input", `The import folder ${folder} cannot be read.`, {
      remedy: "Name a folder that holds order_lines.csv or order_lines.parquet.",
      cause,
    });
  }
  const found: ImportFile[] = [];
  for (const table of Object.keys(IMPORT_FILES) as ImportFileName[]) {
    const matches = names.filter((name) => ENDINGS.some((ending) => name.toLowerCase() === table + ending)).sort();
    if (matches.length > 1) {
      throw new AppError("invalid_input", `The import folder holds ${matches.join(" and ")}.`, {
        remedy: "Keep one of them.",
      });
    }
    if (matches.length === 0) continue;
    const path = join(folder, matches[0]);
    if ((await stat(path)).size === 0) {
      throw new AppError("invalid_input", `${matches[0]} is empty.`, {
        remedy: "Export it again with its header line and import anew.",
      });
    }
    found.push({
      table,
      name: matches[0],
      path,
      format: matches[0].toLowerCase().endsWith(".parquet") ? "parquet" : "csv",
    });
  }
  if (found[0]?.table !== "order_lines") {
    throw new AppError("invalid_input", `The import folder ${folder} holds no order_lines file.`, {
      remedy: `Add order_lines.csv or order_lines.parquet with the columns ${IMPORT_FILES.order_lines.required.join(", ")}.`,
    });
  }
  return found;
}
