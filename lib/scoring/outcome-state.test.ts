import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementId, customerId, productId } from "@/lib/domain/ids";
import { OUTCOME_KINDS, type OutcomeEvent } from "@/lib/domain/outcome";
import { hidesProduct, outcomeStateOf, tookEffect } from "./outcome-state";

function event(seq: number, changes: Partial<OutcomeEvent> & { by?: string } = {}): OutcomeEvent {
  const { by = "olena", ...rest } = changes;
  return {
    id: seq,
    customerId: customerId("1"),
    agreementId: agreementId("1-1"),
    productId: productId("10"),
    seq,
    basedOnSeq: seq - 1,
    kind: "offered",
    undoesSeq: null,
    snoozeUntil: null,
    reason: null,
    note: null,
    actor: { subject: by, name: by },
    atSec: seq * 60,
    ...rest,
  };
}

const undo = (seq: number, undoesSeq: number, by = "olena") => event(seq, { kind: "undo", undoesSeq, by });
const standing = (events: OutcomeEvent[]) => outcomeStateOf(events).current?.seq ?? null;

/** Any rows a store could hold: two people, any base, any undo. */
const anyEvents = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...OUTCOME_KINDS, "undo" as const),
      basedOnSeq: fc.nat(12),
      undoesSeq: fc.integer({ min: 1, max: 12 }),
      by: fc.constantFrom("olena", "taras"),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.map((row, at) => event(at + 1, { ...row, undoesSeq: row.kind === "undo" ? row.undoesSeq : null })),
  );

describe("outcomeStateOf", () => {
  it("holds what was said last, and nothing before anything was said", () => {
    expect(outcomeStateOf([])).toEqual({ current: null, standing: [], version: 0 });
    expect(standing([event(1), event(2, { kind: "ordered" })])).toBe(2);
  });

  it("goes back to what was said before when the last word is taken back", () => {
    expect(standing([event(1), event(2, { kind: "never" }), undo(3, 2)])).toBe(1);
    expect(standing([event(1), undo(2, 1)])).toBeNull();
  });

  it("lets nobody overwrite another person unawares: the second of two concurrent edits changes nothing and is kept", () => {
    const events = [event(1), event(2, { by: "taras", kind: "never", basedOnSeq: 0 })];
    expect(standing(events)).toBe(1);
    expect(outcomeStateOf(events).version).toBe(1);
    expect([1, 2].map((seq) => tookEffect(events, seq))).toEqual([true, false]);
    // Knowing of it, Taras may say so again.
    expect(standing([...events, event(3, { by: "taras", kind: "never", basedOnSeq: 1 })])).toBe(3);
  });

  it("takes a person's own quick changes in the order made", () => {
    expect(standing([event(1), event(2, { kind: "ordered", basedOnSeq: 0 })])).toBe(2);
  });

  it("leaves a colleague's word when one's own earlier word is taken back", () => {
    expect(standing([event(1), event(2, { by: "taras", kind: "never" }), undo(3, 1)])).toBe(2);
    expect(standing([event(1), event(2, { by: "taras", kind: "never" }), undo(3, 1), undo(4, 2, "taras")])).toBeNull();
  });

  it("depends on the rows alone, not on the order they are read in", () => {
    fc.assert(
      fc.property(anyEvents, fc.integer(), (events, seed) => {
        const mixed = [...events].sort((a, b) => ((a.seq * 7919 + seed) % 13) - ((b.seq * 7919 + seed) % 13));
        expect(outcomeStateOf(mixed)).toEqual(outcomeStateOf(events));
      }),
    );
  });

  it("is never changed by taking the same thing back twice", () => {
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: 1, max: 12 }), (events, seq) => {
        const once = [...events, undo(events.length + 1, seq)];
        const twice = [...once, undo(events.length + 2, seq)];
        expect(outcomeStateOf(twice).standing).toEqual(outcomeStateOf(once).standing);
      }),
    );
  });

  it("gives effect to whoever knew the version", () => {
    fc.assert(
      fc.property(anyEvents, fc.constantFrom("olena", "taras"), (events, by) => {
        const { version } = outcomeStateOf(events);
        const next = event(events.length + 1, { by, kind: "never", basedOnSeq: version });
        expect(standing([...events, next])).toBe(next.seq);
      }),
    );
  });

  it("never counts as known what another person did after the version that was seen", () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const told = events.filter(({ kind, seq }) => kind !== "undo" && tookEffect(events, seq));
        for (const one of told) {
          const unseen = events.filter(
            ({ seq, actor }) => seq < one.seq && seq > one.basedOnSeq && actor.subject !== one.actor.subject,
          );
          expect(unseen.filter(({ seq }) => tookEffect(events, seq))).toEqual([]);
        }
      }),
    );
  });
});

describe("hidesProduct", () => {
  it("hides a snoozed product until its date and lists it again on that day", () => {
    const snoozed = { kind: "not_now", snoozeUntil: "2026-12-01" } as const;
    expect(["2026-11-30", "2026-12-01", "2026-12-02"].map((today) => hidesProduct(snoozed, today))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("hides what was refused for good on every day, and nothing that was offered or ordered", () => {
    const on = (kind: OutcomeEvent["kind"]) => hidesProduct({ kind, snoozeUntil: null }, "2099-01-01");
    expect([on("never"), on("offered"), on("ordered")]).toEqual([true, false, false]);
  });
});
