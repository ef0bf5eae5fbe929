import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { datasetsIn } from "./dataset-folder";
import { createSnapshotStore } from "./snapshot-store";

/**
 * A process that publishes quantity 1, 2, 3, ... as datasets. It says each stage that it reaches on a line of its own, and
 * stands still at the stage it is told to.
 */
const PROGRAM = `
const { writeTinyErp } = await import("./lib/data/erp/testing/write-tiny-erp.ts");
const { publishDataset } = await import("./lib/data/snapshots/publish-dataset.ts");
const { writeSync } = await import("node:fs");
const [dataDir, stopAt] = process.argv.slice(-2);
const reach = (stage) => {
  writeSync(1, stage + "\\n");
  if (stage === stopAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
for (let quantity = 1; ; quantity++) {
  await publishDataset({
    dataDir, kind: "demo", detail: "", settings: { excludedProductIds: [], dropWidelyBought: false },
    fillErp: async (file) => {
      reach(quantity + " begin");
      await writeTinyErp(file, {
        Client: [{ ID: 1, Name: "C" + quantity }], ClientAgreement: [{ ID: 1, ClientID: 1 }], Product: [{ ID: 1 }],
        Order: [{ ID: 1, ClientAgreementID: 1, Created: "2024-01-01 00:00:00" }],
        OrderItem: [{ ID: 1, OrderID: 1, ProductID: 1, Qty: quantity, PricePerItem: 1 }],
      });
      reach(quantity + " filled");
      return {};
    },
    onProgress: ({ stage, done }) => stage !== "fill" && reach(quantity + " " + stage + " " + done),
  });
}`;

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "partwise-killed-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

function start(folder: string, stopAt: string): ChildProcess & { readonly stages: string[] } {
  const args = ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", PROGRAM, folder, stopAt];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const stages: string[] = [];
  child.stdout?.on("data", (bytes: Buffer) => stages.push(...bytes.toString().split("\n").filter(Boolean)));
  return Object.assign(child, { stages });
}

async function reached(child: ChildProcess & { stages: string[] }, stage: string): Promise<void> {
  while (!child.stages.includes(stage)) {
    if (child.exitCode !== null) throw new Error(`It ended before ${stage}.`);
    await sleep(2);
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** What a process that starts now serves; a dataset that had to be refused fails the test. */
async function served(folder: string): Promise<number> {
  const onRefused = (error: unknown) => {
    throw error;
  };
  return (await createSnapshotStore({ dataDir: folder, onRefused }).current()).snapshot.lines.quantity[0];
}

describe("kill -9 while a dataset is published", () => {
  it.each(["2 begin", "2 filled", "2 snapshot 0", "2 snapshot 1", "2 publish 0", "2 publish 1"])(
    "leaves a whole dataset: %s",
    async (stage) => {
      const folder = await mkdtemp(join(dataDir, "at-"));
      const child = start(folder, stage);
      await reached(child, stage);
      await kill(child);
      // The last stage is told when the pointer names the new one.
      expect(await served(folder)).toBe(stage === "2 publish 1" ? 2 : 1);
    },
    30_000,
  );

  it("leaves the old or the new, whole, at any moment", async () => {
    const folder = await mkdtemp(join(dataDir, "any-"));
    const child = start(folder, "none");
    await reached(child, "2 publish 0");
    // Whatever it is about to sync, rename or remove.
    await sleep(7);
    await kill(child);
    const before = Number(child.stages.at(-1)?.split(" ")[0]);
    expect([before - 1, before]).toContain(await served(folder));
    for (const pause of [0, 3, 11, 19]) {
      const next = start(folder, "none");
      await reached(next, "1 publish 0");
      await sleep(pause);
      await kill(next);
      const now = await served(folder);
      expect(now).toBeGreaterThan(0);
      expect((await datasetsIn(folder)).length).toBeGreaterThan(0);
      expect((await readdir(folder)).filter((name) => name === "current.json")).toHaveLength(1);
    }
  }, 60_000);
});
