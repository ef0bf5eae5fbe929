import { describe, expect, it } from "vitest";
import type { AppStorePort, OutcomeDraft } from "@/lib/data/app-store/app-store-port";
import type { AuditDraft } from "@/lib/domain/audit";
import { agreementId, customerId, productId } from "@/lib/domain/ids";

export const olena = { subject: "iss|olena", name: "Олена" };
const taras = { subject: "iss|taras", name: "Taras" };
const audit: AuditDraft = { kind: "outcome", actor: olena.subject, atSec: 100, detail: { customerId: "1" } };
const everything = { offset: 0, limit: 100 };

export function offer(changes: Partial<OutcomeDraft> = {}): OutcomeDraft {
  return {
    customerId: customerId("1"),
    agreementId: agreementId("1-1"),
    productId: productId("10"),
    basedOnSeq: 0,
    kind: "offered",
    undoesSeq: null,
    snoozeUntil: null,
    reason: null,
    note: null,
    actor: olena,
    atSec: 100,
    idempotencyKey: "a",
    ...changes,
  };
}

/** What every engine has to keep. `open` gives a store that holds nothing yet. */
export function describeAppStore(engine: string, open: () => Promise<AppStorePort>): void {
  const auditTotal = async (store: AppStorePort) =>
    (await store.auditPage({ actor: null, kind: null }, everything)).total;

  describe(`outcomes and notes on ${engine}`, () => {
    it("have one effect however often the same key is sent", async () => {
      const store = await open();
      const answers = await Promise.all([1, 2, 3].map(() => store.appendOutcome(offer(), audit)));
      expect(answers.map(({ isReplay }) => isReplay).sort()).toEqual([false, true, true]);
      expect(answers[2].row).toEqual(answers[0].row);
      expect(await store.outcomesAfter(0)).toHaveLength(1);
      expect(await auditTotal(store)).toBe(1);
      // Another person's key may be spelled the same.
      expect((await store.appendOutcome(offer({ actor: taras }), audit)).isReplay).toBe(false);
    });

    it("are numbered for each product by itself, and read on from an id", async () => {
      const store = await open();
      await store.appendOutcome(offer(), audit);
      await store.appendOutcome(offer({ productId: productId("11"), idempotencyKey: "b" }), audit);
      await store.appendOutcome(offer({ kind: "undo", undoesSeq: 1, basedOnSeq: 1, idempotencyKey: "c" }), audit);
      const all = await store.outcomesAfter(0);
      expect(all.map((event) => [event.productId, event.seq])).toEqual([
        ["10", 1],
        ["11", 1],
        ["10", 2],
      ]);
      expect(await store.outcomesAfter(all[1].id)).toEqual([all[2]]);
      expect(all[0]).toMatchObject({ actor: olena, kind: "offered", basedOnSeq: 0, atSec: 100, undoesSeq: null });
      expect(all[2]).toMatchObject({ kind: "undo", undoesSeq: 1, basedOnSeq: 1 });
    });

    it("lose none of many said at once about one product, and number them without a gap", async () => {
      const store = await open();
      const said = Array.from({ length: 10 }, (_, at) => offer({ idempotencyKey: `k${at}`, basedOnSeq: 0 }));
      const answers = await Promise.all(said.map((draft) => store.appendOutcome(draft, audit)));
      expect(answers.map(({ row }) => row.seq).sort((a, b) => a - b)).toEqual(said.map((_, at) => at + 1));
      for (const { row, revisions } of answers) expect(revisions.at(-1)).toEqual(row);
      expect(await auditTotal(store)).toBe(10);
    });

    it("keep every field as it was said", async () => {
      const store = await open();
      const drafts = [
        offer({ kind: "not_now", snoozeUntil: "2026-12-01", note: 'Їхня пошта: o\'neil "x"', idempotencyKey: "1" }),
        offer({ kind: "never", reason: "price", note: "ї".repeat(500), idempotencyKey: "2", atSec: 4_102_444_800 }),
        offer({ kind: "ordered", customerId: customerId("Клієнт 'A'"), idempotencyKey: "3" }),
      ];
      for (const draft of drafts) await store.appendOutcome(draft, audit);
      const kept = await store.outcomesAfter(0);
      expect(
        kept.map(({ kind, snoozeUntil, reason, note, customerId: of, atSec }) => [
          kind,
          snoozeUntil,
          reason,
          note,
          of,
          atSec,
        ]),
      ).toEqual(
        drafts.map(({ kind, snoozeUntil, reason, note, customerId: of, atSec }) => [
          kind,
          snoozeUntil,
          reason,
          note,
          of,
          atSec,
        ]),
      );
    });

    it("tell ids apart that differ in case alone", async () => {
      const store = await open();
      await store.appendOutcome(offer({ productId: productId("ab"), idempotencyKey: "1" }), audit);
      const { row } = await store.appendOutcome(offer({ productId: productId("AB"), idempotencyKey: "2" }), audit);
      expect(row.seq).toBe(1);
    });

    it("keep notes with their date, each behind the last", async () => {
      const store = await open();
      const draft = { customerId: customerId("1"), basedOnSeq: 0, actor: olena, atSec: 100 };
      const first = { ...draft, note: "Доставка в Київ", nextContactOn: "2026-12-01", idempotencyKey: "n" };
      const { row } = await store.appendNote(first, { ...audit, kind: "note" });
      expect(row).toMatchObject({ seq: 1, note: "Доставка в Київ", nextContactOn: "2026-12-01", actor: olena });
      const long = { ...draft, note: "x".repeat(4000), nextContactOn: null, idempotencyKey: "o", actor: taras };
      const second = await store.appendNote(long, { ...audit, kind: "note" });
      expect(second.row).toMatchObject({ seq: 2, note: long.note, nextContactOn: null });
      expect(await store.notesAfter(0)).toEqual([row, second.row]);
    });
  });

  describe(`the audit log on ${engine}`, () => {
    it("is read newest first, by actor and by kind, with names of those let in", async () => {
      const store = await open();
      await store.knowPerson(olena, 1);
      await store.writeAudit({ kind: "sign_in", actor: olena.subject, atSec: 1, detail: {} });
      await store.writeAudit({ kind: "sign_in_denied", actor: "iss|mallory", atSec: 2, detail: { reason: "no_role" } });
      await store.writeAudit({ kind: "export", actor: olena.subject, atSec: 3, detail: { rows: 40 } });
      const read = async (actor: string | null, kind: "export" | null = null) =>
        (await store.auditPage({ actor, kind }, everything)).rows.map(({ atSec }) => atSec);
      expect(await read(null)).toEqual([3, 2, 1]);
      expect(await read(olena.subject)).toEqual([3, 1]);
      expect(await read(null, "export")).toEqual([3]);
      expect((await store.auditPage({ actor: null, kind: null }, { offset: 1, limit: 1 })).rows).toMatchObject([
        { actor: "iss|mallory", actorName: null, detail: { reason: "no_role" } },
      ]);
      expect(await store.auditActors()).toEqual([
        { subject: olena.subject, name: olena.name },
        { subject: "iss|mallory", name: null },
      ]);
    });

    it("shows people under the name they last had", async () => {
      const store = await open();
      await store.writeAudit({ kind: "sign_in", actor: olena.subject, atSec: 1, detail: {} });
      await store.knowPerson({ ...olena, name: "Olena" }, 1);
      await store.knowPerson(olena, 2);
      await store.knowPerson(olena, 2);
      expect(await store.auditActors()).toEqual([{ subject: olena.subject, name: olena.name }]);
    });
  });

  describe(`settings on ${engine}`, () => {
    it("keep the last value given, who gave it, and a line in the audit log for each", async () => {
      const store = await open();
      expect(await store.setting("outcomes.matchDays")).toBeNull();
      expect(await store.settingEntry("outcomes.matchDays")).toBeNull();
      expect(await store.putSetting("outcomes.matchDays", 14, { actor: olena, atSec: 1 })).toBe(1);
      expect(await store.putSetting("outcomes.matchDays", { days: [21] }, { actor: taras, atSec: 2 })).toBe(2);
      expect(await store.setting("outcomes.matchDays")).toEqual({ days: [21] });
      expect(await store.settingEntry("outcomes.matchDays")).toEqual({
        value: { days: [21] },
        version: 2,
        changedBy: taras,
        changedAtSec: 2,
      });
      const { rows } = await store.auditPage({ actor: null, kind: "setting" }, everything);
      expect(rows.map(({ actor, detail }) => [actor, detail])).toEqual([
        [taras.subject, { setting: "outcomes.matchDays", version: 2 }],
        [olena.subject, { setting: "outcomes.matchDays", version: 1, value: 14 }],
      ]);
    });

    it("refuse a change that is based on a value somebody has changed since, of any number at once all but one", async () => {
      const store = await open();
      const change = (value: number, basedOn: number) =>
        store.putSetting("a", value, { actor: olena, atSec: 1, basedOn });
      const ends = await Promise.allSettled([1, 2, 3, 4].map((value) => change(value, 0)));
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const end of ends) if (end.status === "rejected") expect(end.reason.code).toBe("conflict");
      await expect(change(9, 0)).rejects.toMatchObject({ code: "conflict" });
      expect(await change(9, 1)).toBe(2);
      expect(await auditTotal(store)).toBe(2);
    });
  });

  describe(`saved views on ${engine}`, () => {
    it("are seen by their owner, and by everybody when shared; own ones come first, each by name", async () => {
      const store = await open();
      const view = { screen: "customers", query: "segment=HEAVY&sort=-value", isShared: false, changedAtSec: 5 };
      const own = await store.saveView({ ...view, owner: olena, name: "b" });
      await store.saveView({ ...view, owner: olena, name: "a" });
      await store.saveView({ ...view, owner: taras, name: "A", isShared: true });
      await store.saveView({ ...view, owner: taras, name: "private" });
      await store.saveView({ ...view, owner: olena, screen: "today", name: "elsewhere" });
      const seen = async (subject: string) =>
        (await store.savedViews({ subject, screen: "customers" })).map(({ owner, name }) => [owner.name, name]);
      expect(await seen(olena.subject)).toEqual([
        [olena.name, "a"],
        [olena.name, "b"],
        ["Taras", "A"],
      ]);
      expect(await seen("iss|third")).toEqual([["Taras", "A"]]);
      expect(own).toEqual({ ...view, owner: olena, name: "b", id: own.id });
    });

    it("are replaced under the same name, and removed by their owner alone", async () => {
      const store = await open();
      const view = { owner: olena, screen: "customers", name: "mine", query: "a=1", isShared: true, changedAtSec: 5 };
      const { id } = await store.saveView(view);
      expect(await store.saveView({ ...view, query: "a=2", isShared: false })).toMatchObject({ id, query: "a=2" });
      expect(await store.savedViews({ subject: taras.subject, screen: "customers" })).toEqual([]);
      expect(await store.deleteView({ id, owner: taras.subject })).toBe(false);
      expect(await store.deleteView({ id, owner: olena.subject })).toBe(true);
      expect(await store.deleteView({ id, owner: olena.subject })).toBe(false);
    });
  });

  describe(`job runs on ${engine}`, () => {
    const draft = { kind: "snapshot", trigger: "person", startedBy: olena, retryOf: null, atSec: 10 } as const;
    const claim = (id: number, worker: string, atSec: number) => ({ id, worker, atSec, staleBeforeSec: atSec - 60 });

    it("go from the queue to a worker to their end, with figures and log", async () => {
      const store = await open();
      const { id } = await store.startJobRun(draft);
      expect(await store.jobRun(id)).toMatchObject({
        state: "queued",
        startedBy: olena,
        worker: null,
        progress: 0,
        log: [],
      });
      expect(await store.claimJobRun(claim(id, "w", 20))).toMatchObject({ state: "running", startedAtSec: 20 });
      expect(
        await store.updateJobRun({ id, worker: "w", atSec: 21, progress: 0.25, counts: { lines: 7 }, log: ["a\nb"] }),
      ).toBe(true);
      expect(await store.updateJobRun({ id, worker: "w", atSec: 22, log: ["ряд"] })).toBe(true);
      expect(await store.jobRun(id)).toMatchObject({
        progress: 0.25,
        counts: { lines: 7 },
        log: ["a b", "ряд"],
        heartbeatSec: 22,
      });
      expect(await store.finishJobRun({ id, worker: "w", atSec: 30, error: null })).toBe(true);
      expect(await store.jobRun(id)).toMatchObject({ state: "done", progress: 1, finishedAtSec: 30, error: null });
      expect(await store.finishJobRun({ id, worker: "w", atSec: 31, error: "again" })).toBe(false);
      expect(await store.claimJobRun(claim(id, "w", 40))).toBeNull();
      expect(await store.jobRun(id + 100)).toBeNull();
    });

    it("are worked on by one worker, whatever the number that reach for them", async () => {
      const store = await open();
      const { id } = await store.startJobRun(draft);
      const claims = await Promise.all(["a", "b", "c", "d"].map((worker) => store.claimJobRun(claim(id, worker, 20))));
      const winners = claims.filter((run) => run !== null);
      expect(winners).toHaveLength(1);
      const loser = ["a", "b", "c", "d"].find((worker) => worker !== winners[0].worker) as string;
      expect(await store.updateJobRun({ id, worker: loser, atSec: 21 })).toBe(false);
      expect(await store.finishJobRun({ id, worker: loser, atSec: 21, error: null })).toBe(false);
      const other = await store.startJobRun(draft);
      expect(await store.claimJobRun(claim(other.id, "e", 30))).toBeNull();
      const different = await store.startJobRun({ ...draft, kind: "prune" });
      expect(await store.claimJobRun(claim(different.id, "e", 30))).not.toBeNull();
    });

    it("are taken over from a worker that gives no sign of life", async () => {
      const store = await open();
      const { id } = await store.startJobRun(draft);
      await store.claimJobRun(claim(id, "gone", 20));
      expect(await store.claimJobRun(claim(id, "w", 79))).toBeNull();
      expect(await store.claimJobRun(claim(id, "w", 100))).toMatchObject({ state: "running", worker: "w" });
      expect(await store.updateJobRun({ id, worker: "gone", atSec: 101 })).toBe(false);
      const next = await store.startJobRun({ ...draft, trigger: "retry", retryOf: id });
      expect(await store.claimJobRun(claim(next.id, "x", 500))).toMatchObject({ retryOf: id, worker: "x" });
      expect(await store.jobRun(id)).toMatchObject({ state: "failed", finishedAtSec: 500 });
    });

    it("are listed newest first, of one kind or all, and old ones that have ended are forgotten", async () => {
      const store = await open();
      const ids: number[] = [];
      for (const kind of ["snapshot", "prune", "snapshot"]) ids.push((await store.startJobRun({ ...draft, kind })).id);
      await store.finishJobRun({ id: ids[0], worker: "w", atSec: 11, error: "no" });
      const listed = async (kind: string | null) =>
        (await store.listJobRuns({ kind }, everything)).rows.map(({ id }) => id);
      expect(await listed(null)).toEqual([...ids].reverse());
      expect(await listed("snapshot")).toEqual([ids[2], ids[0]]);
      expect((await store.listJobRuns({ kind: null }, { offset: 1, limit: 1 })).total).toBe(3);
      expect(await store.removeOldJobRuns(1)).toBe(1);
      expect(await listed(null)).toEqual([ids[2], ids[1]]);
    });
  });

  describe(`kept values and lists shown on ${engine}`, () => {
    it("keep the last value under a key", async () => {
      const store = await open();
      const key = `list-shown/${olena.subject}/${"k".repeat(300)}`;
      expect(await store.keptValue(key)).toBeNull();
      await store.keepValue(key, { value: { reorder: ["1"], note: "ї".repeat(5000) }, atSec: 1 });
      await store.keepValue(key, { value: ["2"], atSec: 2 });
      expect(await store.keptValue(key)).toEqual({ value: ["2"], atSec: 2 });
    });

    it("add up the products of a day, agreement and person, and are read from a day on", async () => {
      const store = await open();
      const list = (day: string, viewer: string, products: string[]) => ({
        day,
        customerId: customerId("1"),
        agreementId: agreementId("1-1"),
        viewer,
        products: products.map(productId),
      });
      await store.noteListShown(list("2025-01-01", "a", ["1", "2"]));
      await store.noteListShown(list("2025-01-02", "a", ["1", "2"]));
      await store.noteListShown(list("2025-01-02", "a", ["2", "3"]));
      await store.noteListShown(list("2025-01-02", "b", ["9"]));
      const read = await store.listsShownSince("2025-01-02");
      expect(read).toEqual([list("2025-01-02", "a", ["1", "2", "3"]), list("2025-01-02", "b", ["9"])]);
      expect(await store.listsShownSince("2025-01-01")).toHaveLength(3);
    });

    it("answer whether they can be used", async () => {
      await (await open()).ping();
    });
  });
}
