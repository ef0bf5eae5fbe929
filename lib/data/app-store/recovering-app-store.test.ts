import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditDraft } from "@/lib/domain/audit";
import { StoreFailure } from "@/lib/domain/store-failure";
import { createRecoveringAppStore } from "./recovering-app-store";
import { openSqliteAppStore } from "./sqlite-app-store";
import { offer, olena } from "./testing/describe-app-store";
import { inProcess } from "./testing/race-writers";

const audit: AuditDraft = { kind: "outcome", actor: olena.subject, atSec: 1, detail: {} };

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "partwise-recover-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newFile(): string {
  const home = path.join(folder, String(++files));
  mkdirSync(home);
  return path.join(home, "app.sqlite");
}

/** A store on a file with a clock that the test moves. */
function recovering(file: string) {
  const clock = { ms: 0 };
  const states: (string | null)[] = [];
  const made = createRecoveringAppStore({
    open: ({ isFirst }) => openSqliteAppStore(file, { waitMs: 60, mustExist: !isFirst }),
    nowSec: () => Math.floor(clock.ms / 1000),
    elapsedMs: () => clock.ms,
    retryAfterMs: 1000,
    onStatus: ({ reason }) => states.push(reason),
  });
  const say = (key: string) => made.store.appendOutcome(offer({ idempotencyKey: key }), audit);
  const keys = async () => (await made.store.outcomesAfter(0)).map(({ seq }) => seq);
  return { ...made, clock, states, say, keys };
}

describe("a store that fails", () => {
  it("is opened at its first use, and fails fast for a while where it cannot be", async () => {
    const file = path.join(folder, "a-file", "app.sqlite");
    writeFileSync(path.dirname(file), "in the way");
    const { store, status, clock, say, keys } = recovering(file);
    expect(status()).toEqual({ state: "ok", sinceSec: 0, reason: null });
    clock.ms = 5000;
    await expect(store.ping()).rejects.toMatchObject({ code: "unavailable", problem: "away" });
    expect(status()).toEqual({ state: "degraded", sinceSec: 5, reason: "away" });
    rmSync(path.dirname(file));
    await expect(store.ping()).rejects.toBeInstanceOf(StoreFailure);
    clock.ms = 6001;
    expect((await say("a")).row.seq).toBe(1);
    expect(await keys()).toEqual([1]);
    expect(status()).toEqual({ state: "ok", sinceSec: 6, reason: null });
    await store.close();
    await expect(store.ping()).rejects.toBeInstanceOf(StoreFailure);
  });

  it("reads on while another process holds it, refuses the write, and has it once when it is sent again", async () => {
    const file = newFile();
    const { store, status, say, keys } = recovering(file);
    await say("a");
    const holder = new DatabaseSync(file);
    holder.exec("BEGIN IMMEDIATE");
    await expect(say("b")).rejects.toMatchObject({ code: "unavailable", problem: "away" });
    expect(await keys()).toEqual([1]);
    holder.exec("ROLLBACK");
    holder.close();
    expect((await say("b")).isReplay).toBe(false);
    expect((await say("b")).isReplay).toBe(true);
    expect(await keys()).toEqual([1, 2]);
    expect(status().state).toBe("ok");
    await store.close();
  });

  it("lets nobody wait for a reading that does not end, and reads again when it does", async () => {
    const behind = openSqliteAppStore(":memory:");
    const clock = { ms: 0 };
    const gate = Promise.withResolvers<void>();
    let asked = 0;
    const outcomesAfter = async (id: number) => {
      asked++;
      await gate.promise;
      return await behind.outcomesAfter(id);
    };
    const { store, status } = createRecoveringAppStore({
      open: () => ({ ...behind, outcomesAfter }),
      nowSec: () => 0,
      elapsedMs: () => clock.ms,
      retryAfterMs: 1000,
      readTimeoutMs: 10,
    });
    await expect(store.outcomesAfter(0)).rejects.toMatchObject({ problem: "away" });
    // At once, without asking a store that is known to hang.
    await expect(store.outcomesAfter(0)).rejects.toMatchObject({ problem: "away" });
    expect([asked, status().reason]).toEqual([1, "away"]);
    gate.resolve();
    clock.ms = 1001;
    expect(await store.outcomesAfter(0)).toEqual([]);
    expect(status().state).toBe("ok");
  });

  it("waits for a short write elsewhere without holding up the process", async () => {
    const file = newFile();
    const { store, say } = recovering(file);
    await say("a");
    const holder = new DatabaseSync(file);
    holder.exec("BEGIN IMMEDIATE");
    const said = say("b");
    // Runs only if the write above leaves the process to others while it waits.
    setTimeout(() => holder.exec("ROLLBACK"), 5);
    expect((await said).row.seq).toBe(2);
    holder.close();
    await store.close();
  });

  it("says that it is damaged, and goes on from the backup that is put in its place, with another generation", async () => {
    const file = newFile();
    const { store, status, generation, clock, states, say, keys } = recovering(file);
    await say("a");
    await store.ping();
    const backup = new DatabaseSync(file);
    backup.exec(`VACUUM INTO '${file}.backup'`);
    await say("b");
    backup.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    backup.close();
    const before = generation();
    writeFileSync(`${file}.new`, "not a database ".repeat(5000));
    renameSync(`${file}.new`, file);
    await expect(say("c")).rejects.toBeInstanceOf(StoreFailure);
    await expect(say("c")).rejects.toMatchObject({ code: "corrupt", problem: "corrupt" });
    expect(status()).toMatchObject({ state: "degraded", reason: "corrupt" });
    for (const more of ["-wal", "-shm"]) rmSync(`${file}${more}`, { force: true });
    renameSync(`${file}.backup`, file);
    clock.ms = 5000;
    expect(await keys()).toEqual([1]);
    expect(generation()).not.toBe(before);
    expect((await say("b")).row.seq).toBe(2);
    expect(states).toEqual(["away", "corrupt", null]);
    await store.close();
  });

  it("does not write into a file that was taken away, nor put an empty one in its place", async () => {
    const file = newFile();
    const { store, clock, say, keys } = recovering(file);
    await say("a");
    for (const more of ["", "-wal", "-shm"]) renameSync(`${file}${more}`, `${file}${more}.away`);
    await expect(say("b")).rejects.toMatchObject({ problem: "away" });
    clock.ms = 2000;
    await expect(say("b")).rejects.toMatchObject({ problem: "away" });
    for (const more of ["", "-wal", "-shm"]) renameSync(`${file}${more}.away`, `${file}${more}`);
    clock.ms = 4000;
    await say("b");
    expect(await keys()).toEqual([1, 2]);
    await store.close();
  });

  it("is read where it may not be written, says so, and takes writes again when it may", async () => {
    const file = newFile();
    const store = openSqliteAppStore(file);
    await store.appendOutcome(offer(), audit);
    await store.close();
    chmodSync(file, 0o444);
    chmodSync(path.dirname(file), 0o555);
    for (const each of [folder, path.dirname(file)]) chmodSync(each, 0o555);
    // Permissions do not bind root: then somebody without any reads.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    const script = `
      const { createRecoveringAppStore } = await import("./lib/data/app-store/recovering-app-store.ts");
      const { openSqliteAppStore } = await import("./lib/data/app-store/sqlite-app-store.ts");
      const { store, status } = createRecoveringAppStore({
        open: () => openSqliteAppStore(process.env.STORE_FILE), nowSec: () => 0, retryAfterMs: 0 });
      const rows = await store.outcomesAfter(0);
      const failure = await store.ping().catch((error) => error);
      const again = await store.outcomesAfter(0);
      const said = JSON.stringify([rows.length, failure.problem, failure.code, again.length, status().reason]);
      if (said !== '[1,"read_only","unavailable",1,"read_only"]') { console.log(said, failure); process.exit(1); }
    `;
    const end = await inProcess(script, { STORE_FILE: file }, { uid });
    for (const each of [folder, path.dirname(file)]) chmodSync(each, 0o755);
    chmodSync(file, 0o644);
    expect(end).toBe("ok");
    const later = recovering(file);
    expect((await later.say("later")).row.seq).toBe(2);
    await later.store.close();
  }, 60_000);
});
