import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createReportFolder } from "./report-folder";

let dataDir = "";
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "partwise-reports-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe("report folder", () => {
  it("has no report before the first backtest", async () => {
    expect(await createReportFolder(dataDir).list()).toEqual([]);
    expect(await createReportFolder(dataDir).read("a")).toBeNull();
  });

  it("lists reports by id, and neither half-written files nor folders", async () => {
    await mkdir(join(dataDir, "reports", "folder.json"), { recursive: true });
    for (const name of ["b.json", "a.json", "c.json.77.part", "note.txt"]) {
      await writeFile(join(dataDir, "reports", name), "{}");
    }
    const port = createReportFolder(dataDir);
    expect((await port.list()).map(({ id, bytes }) => [id, bytes])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
    expect(await port.read("a")).toBe("{}");
  });

  it("reads nothing outside the folder", async () => {
    await mkdir(join(dataDir, "reports"));
    await writeFile(join(dataDir, "secret.json"), "{}");
    for (const id of ["../secret", "..", "a/b", "", "a\0"]) {
      expect(await createReportFolder(dataDir).read(id)).toBeNull();
    }
  });

  it("refuses a file that is too large to be a report", async () => {
    await mkdir(join(dataDir, "reports"));
    await writeFile(join(dataDir, "reports", "big.json"), "");
    await truncate(join(dataDir, "reports", "big.json"), 2 ** 30);
    await expect(createReportFolder(dataDir).read("big")).rejects.toMatchObject({ code: "corrupt" });
  });
});
