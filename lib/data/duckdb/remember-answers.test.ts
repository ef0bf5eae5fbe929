import { describe, expect, it } from "vitest";
import type { ErpPort } from "@/lib/data/ports";
import { agreementId, customerId, ownerId } from "@/lib/domain/ids";
import { rememberAnswers } from "./remember-answers";

function countingErp(answer: (call: number) => Promise<[]>) {
  let calls = 0;
  const erp = new Proxy({} as ErpPort, { get: () => () => answer(++calls) });
  return { erp: rememberAnswers(erp), calls: () => calls };
}

const owned = (id: string, includeUnassigned = false) =>
  ({ kind: "owned", ownerId: ownerId(id), includeUnassigned }) as const;

describe("remembered answers", () => {
  it("asks once for a scope, however many ask at once", async () => {
    const { erp, calls } = countingErp(async () => []);
    await Promise.all([erp.customersInScope({ kind: "all" }), erp.customersInScope({ kind: "all" })]);
    expect(calls()).toBe(1);
  });

  it("never answers one scope with another's list", async () => {
    const { erp, calls } = countingErp(async () => []);
    const scopes = [{ kind: "all" } as const, owned("1"), owned("2"), owned("1", true)];
    for (const scope of scopes) await erp.customersInScope(scope);
    for (const scope of scopes) await erp.agreementsInScope(scope);
    expect(calls()).toBe(2 * scopes.length);
  });

  it("never answers one scope, customer or agreement with another's record", async () => {
    const { erp, calls } = countingErp(async () => []);
    const scopes = [{ kind: "all" } as const, owned("1"), owned("2"), owned("1", true)];
    const ids = [customerId("1"), customerId("2")];
    for (let pass = 0; pass < 2; pass++) {
      for (const scope of scopes) {
        for (const id of ids) {
          await erp.customer(scope, id);
          await erp.agreement(scope, id, agreementId("9"));
        }
      }
    }
    expect(calls()).toBe(2 * scopes.length * ids.length);
  });

  it("asks again after a failure", async () => {
    const { erp, calls } = countingErp(async (call) => {
      if (call === 1) throw new Error("broken");
      return [];
    });
    await expect(erp.customersInScope(owned("1"))).rejects.toThrow("broken");
    await expect(erp.customersInScope(owned("1"))).resolves.toEqual([]);
    expect(calls()).toBe(2);
  });

  it("asks everything else each time", async () => {
    const { erp, calls } = countingErp(async () => []);
    await erp.people();
    await erp.people();
    expect(calls()).toBe(2);
  });
});
