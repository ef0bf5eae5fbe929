import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFileSessionStore } from "./session-store";

const NOW_SEC = 1_780_000_000;
let directory: string;
const open = () => createFileSessionStore({ directory, idleSec: 600, absoluteSec: 3600 });

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "partwise-sessions-"));
});
afterEach(() => rm(directory, { recursive: true }));

it("security 8: a session nobody started is not open", async () => {
  expect(await open().touch("made-up", NOW_SEC)).toBe(false);
  expect(await open().touch("../../etc/passwd", NOW_SEC)).toBe(false);
});

it("security 8: signing out ends the session for every process on the data directory", async () => {
  await open().start("s1", NOW_SEC);
  expect(await open().touch("s1", NOW_SEC + 1)).toBe(true);
  await open().end("s1");
  expect(await open().touch("s1", NOW_SEC + 2)).toBe(false);
});

it("security 8: an unused session ends after the idle time, a used one lives on", async () => {
  const store = open();
  await store.start("used", NOW_SEC);
  await store.start("unused", NOW_SEC);
  expect(await store.touch("used", NOW_SEC + 500)).toBe(true);
  expect(await store.touch("used", NOW_SEC + 1000)).toBe(true);
  expect(await store.touch("unused", NOW_SEC + 601)).toBe(false);
  expect(await store.touch("unused", NOW_SEC + 1)).toBe(false);
});

it("clears away what expired and keeps no session id on disk", async () => {
  const store = open();
  await store.start("old", NOW_SEC);
  await store.start("new", NOW_SEC + 5000);
  const files = await readdir(directory);
  expect(files).toHaveLength(1);
  expect(files[0]).toMatch(/^[0-9a-f]{64}$/);
});
