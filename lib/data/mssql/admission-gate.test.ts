import { expect, it } from "vitest";
import { createAdmissionGate, GateClosedError } from "./admission-gate";

const gateOf = (options: Partial<Parameters<typeof createAdmissionGate>[0]> = {}) =>
  createAdmissionGate({ most: 2, queueMost: 2, queueTimeoutMs: 10_000, ...options });

it("lets in as many as it may, and the next in the order in which they came", async () => {
  const gate = gateOf();
  const [first, second] = [await gate.enter(), await gate.enter()];
  const order: string[] = [];
  const third = gate.enter().then((leave) => order.push("third") && leave);
  const fourth = gate.enter().then((leave) => order.push("fourth") && leave);
  expect(gate.figures()).toEqual({ running: 2, waiting: 2 });
  first();
  await third;
  second();
  await fourth;
  expect(order).toEqual(["third", "fourth"]);
  expect(gate.figures()).toEqual({ running: 2, waiting: 0 });
});

it("turns away at once what comes when the queue is full", async () => {
  const gate = gateOf({ most: 1, queueMost: 1 });
  await gate.enter();
  void gate.enter();
  await expect(gate.enter()).rejects.toBeInstanceOf(GateClosedError);
});

it("turns away what waited too long, and keeps no place for it", async () => {
  const gate = gateOf({ most: 1, queueTimeoutMs: 5 });
  const leave = await gate.enter();
  await expect(gate.enter()).rejects.toBeInstanceOf(GateClosedError);
  leave();
  expect(gate.figures()).toEqual({ running: 0, waiting: 0 });
});

it("lets go of what nobody waits for any more", async () => {
  const gate = gateOf({ most: 1 });
  const leave = await gate.enter();
  const gone = new AbortController();
  const waiting = gate.enter(gone.signal);
  gone.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  await expect(gate.enter(gone.signal)).rejects.toThrow("gone");
  leave();
  expect(gate.figures()).toEqual({ running: 0, waiting: 0 });
});

it("counts a place that is given back twice once", async () => {
  const gate = gateOf();
  const leave = await gate.enter();
  await gate.enter();
  leave();
  leave();
  expect(gate.figures().running).toBe(1);
});
