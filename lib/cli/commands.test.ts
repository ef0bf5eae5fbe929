import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { sampleVersion } from "@/lib/testing/sample-model";

/** The commands as a person starts them: whole processes, an import folder, a data directory of their own. */
const NODE = [process.execPath, "--conditions=react-server", "--import", "tsx"];
const TIMEOUT_MS = 300_000;
/** Slow machines start a process in seconds. */
const options = { timeout: TIMEOUT_MS };

let root = "";
const at = (name: string) => join(root, name);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(command: string, args: readonly string[], dataDir = "data"): Promise<Ended> {
  const [node, ...flags] = NODE;
  const child = spawn(node, [...flags, resolve(`lib/cli/${command}.ts`), ...args], {
    env: { ...process.env, PARTWISE_DATA_DIR: at(dataDir), REDIS_URL: "" },
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

/** Order lines with text ids, `orders` of them `everyDays` apart, of some users and products. */
async function folder(name: string, input: { orders: number; days: number; users: number; items: number }) {
  const { orders, days, users, items } = input;
  const rows = Array.from({ length: orders }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1) + Math.floor((i * days) / orders) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    return `ORD-${i},${day},Клієнт ${i % users},"A/${(i * 7 + (i % 3)) % items}, x",${1 + (i % 3)}`;
  });
  await mkdir(at(name), { recursive: true });
  await writeFile(
    join(at(name), "order_lines.csv"),
    `order_id,ordered_at,customer_id,product_id,quantity\n${rows.join("\n")}\n`,
  );
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "partwise-commands-"));
  await folder("thirty", { orders: 30, days: 150, users: 3, items: 5 });
  await folder("one-user", { orders: 40, days: 160, users: 1, items: 6 });
  await folder("one-order-each", { orders: 40, days: 160, users: 40, items: 6 });
  await folder("shop", { orders: 400, days: 270, users: 8, items: 12 });
  await mkdir(at("empty"));
  await mkdir(at("foreign"));
  await writeFile(join(at("foreign"), "order_lines.csv"), "a,b\n1,2\n");
  await mkdir(at("garbage"));
  await writeFile(join(at("garbage"), "order_lines.parquet"), "no parquet at all");
  await writeFile(at("a-file"), "{}");
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("a command that is asked for what cannot be", () => {
  const backtest = (data: string, json = "x.json") => ["--data", data, "--protocol", "next-30-days", "--json", json];
  it.concurrent.each<[string, string, () => string[], string]>([
    ["import", "no folder", () => [], "One import folder is needed"],
    ["import", "an unknown option", () => ["--colour"], "no option --colour"],
    ["import", "a missing folder", () => [at("nowhere")], "cannot be read"],
    ["import", "a folder without order lines", () => [at("empty")], "holds no order_lines file"],
    ["backtest", "an unknown model", () => [...backtest(at("thirty")), "--models", "magic"], 'no model named "magic"'],
    ["backtest", "a missing folder", () => backtest(at("nowhere")), "There is no folder"],
    ["backtest", "columns it does not know", () => backtest(at("foreign")), "lacks the columns"],
    ["backtest", "a file that is no Parquet", () => backtest(at("garbage")), "cannot be read as a Parquet file"],
    ["backtest", "a report below a file", () => backtest(at("thirty"), at("a-file/x.json")), "cannot be written"],
    [
      "backtest",
      "settings of no search",
      () => [...backtest(at("thirty"), at("x.json")), "--settings", at("a-file")],
      "is no report of npm run tune",
    ],
    ["train", "nothing to train on", () => [], "There is no data yet"],
    ["train", "a day that is none", () => ["--as-of", "2026-02-30"], "--as-of must be a date"],
    [
      "tune",
      "a model without settings",
      () => ["--model", "v3", "--json", at("x.json")],
      "The model v3 has no settings to tune",
    ],
    [
      "tune",
      "too short a history",
      () => ["--data", at("thirty"), "--model", "up-cf", "--json", at("x.json")],
      "no 30-day window",
    ],
    ["models", "an unknown verb", () => ["dance"], '"models dance" is no command'],
    ["models", "an unknown model", () => ["promote", "nobody"], 'There is no model "nobody"'],
    ["models", "a way back where none leads", () => ["rollback"], "no earlier model"],
    ["features", "a day before all data", () => ["--data", at("thirty"), "--cutoff", "2020-01-01"], "Nobody bought"],
    ["features", "no users", () => ["--limit-users", "0"], "--limit-users must be"],
  ])("%s: %s is told in one line what to do, and fails", options, async (command, _, args, message) => {
    const { code, out, err } = await run(command, args());
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    // What is wrong, then what helps.
    expect(err.trimEnd().split(/[.:] /).length).toBeGreaterThan(1);
  });
});

interface MetricValue {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
interface WrittenReport {
  readonly protocol: string;
  readonly snapshotId: string;
  readonly cutoffs: readonly unknown[];
  readonly users: number;
  readonly ceiling: Record<string, number | null>;
  readonly notes: readonly string[];
  readonly models: readonly {
    readonly name: string;
    readonly metrics: Record<string, MetricValue>;
    readonly params: readonly Record<string, unknown>[];
    readonly tunedOn: { windows: { end: string }[] } | null;
    readonly fitSeconds: number;
    readonly scoreSeconds: number;
    readonly peakMemoryMb: number;
  }[];
}
const reportAt = async (name: string) => JSON.parse(await readFile(at(name), "utf8")) as WrittenReport;

const BOUND_KEYS = ["precision@20", "recall@20", "ndcg@20", "hitRate@20", "repeatRecall@20", "exploreRecall@20"];

describe("backtest", () => {
  const small = ["--models", "v3,popularity,repeat-hazard"];
  it.concurrent.each<[string, string, string[], number]>([
    ["thirty", "next-30-days", [], 9],
    ["thirty", "next-30-days", ["--windows", "1"], 3],
    ["thirty", "next-basket", [], 3],
    ["one-user", "next-30-days", [], 3],
    ["one-order-each", "next-30-days", [], 0],
    ["one-order-each", "next-basket", [], 0],
  ])("of %s by %s %j writes the agreed report", options, async (data, protocol, more, users) => {
    const json = `${data}-${protocol}-${more.length}.json`;
    const { code, err } = await run(
      "backtest",
      ["--data", at(data), "--protocol", protocol, ...small, ...more, "--json", at(json)],
      `data-${json}`,
    );
    expect([code, err.includes("Error")]).toEqual([0, false]);
    const report = await reportAt(json);
    expect(report).toMatchObject({ protocol, users, snapshotId: expect.any(String), cutoffs: expect.any(Array) });
    expect(report.models.map((model) => model.name)).toEqual(["v3", "popularity", "repeat-hazard"]);
    for (const { metrics, fitSeconds, scoreSeconds, peakMemoryMb } of report.models) {
      for (const key of BOUND_KEYS) expect(Object.keys(metrics[key]).sort()).toEqual(["high", "low", "mean"]);
      const { mean, low, high } = metrics["precision@20"];
      if (users === 0) expect([mean, low, high]).toEqual([null, null, null]);
      else expect(Number(low) <= Number(mean) && Number(mean) <= Number(high)).toBe(true);
      expect(Math.min(fitSeconds, scoreSeconds, peakMemoryMb)).toBeGreaterThanOrEqual(0);
    }
    if (users > 0) expect(report.ceiling["precision@20"]).toBeGreaterThan(0);
    else expect(report.notes.join(" ")).toContain("nothing could be measured");
  });

  it("fits with what tune found on the windows before the test, and says so", options, async () => {
    const tuned = await run(
      "tune",
      ["--data", at("shop"), "--model", "up-cf", "--budget-trials", "6", "--json", at("tuned.json")],
      "tuned",
    );
    expect(tuned.code).toBe(0);
    for (const word of ["recentBaskets", "alpha", "locality", "Paired difference", "random trials", "--settings"])
      expect(tuned.out).toContain(word);
    const found = JSON.parse(await readFile(at("tuned.json"), "utf8"));
    const measure = async (windows: string) =>
      await run(
        "backtest",
        ["--data", at("shop"), "--protocol", "next-30-days", "--models", "up-cf", "--windows", windows].concat([
          "--settings",
          at("tuned.json"),
          "--json",
          at(`with-settings-${windows}.json`),
        ]),
        "tuned",
      );
    expect((await measure("3")).code).toBe(0);
    const { models, cutoffs } = await reportAt("with-settings-3.json");
    for (const params of models[0].params) expect(params).toMatchObject(found.best.params);
    const [first] = cutoffs as readonly { cutoff: string }[];
    for (const { end } of models[0].tunedOn?.windows ?? []) expect(end <= first.cutoff).toBe(true);
    expect(models[0].tunedOn?.windows).toHaveLength(found.windows.length);
    // A fourth window is one of those that chose the settings.
    const refused = await measure("4");
    expect([refused.code, refused.err.includes("were tuned on data to")]).toEqual([1, true]);
  });
});

describe("models", () => {
  it("refuses what the gate refuses, promotes what passes, and rolls back to V3 in one step", options, async () => {
    const registry = openModelRegistry(at("registry"));
    const bytes = Uint8Array.of(1, 2, 3);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const add = async (id: string, parts: Parameters<typeof sampleVersion>[1]) =>
      await registry.add({ ...sampleVersion(id, parts).manifest, sha256 }, bytes);
    await add("worse", { difference: -0.05 });
    await add("better", { difference: 0.02 });
    const models = (...args: string[]) => run("models", args, "registry");
    const refused = await models("promote", "worse");
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("worse is not promoted: precision@20 may be worse by up to");
    expect(refused.err.trimEnd().split("\n")).toHaveLength(1);
    expect((await models("promote", "better")).out).toContain("better is live.");
    expect((await models("list")).out).toMatch(/better +live/);
    expect((await models("show", "better")).out).toContain('"state": "live"');
    expect((await models("rollback")).out).toBe("v3 is live again.\n");
    expect(await registry.live()).toBeNull();
    expect((await models("rollback")).out).toBe("better is live again.\n");
    expect((await models("promote", "v3")).out).toContain("V3 serves.");
    expect(await registry.live()).toBeNull();
  });
});
