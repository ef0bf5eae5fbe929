import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller, Role } from "@/lib/domain/caller";
import { type FakeWorld, fakeContext, fakeModels } from "@/lib/testing/fakes";
import { sampleVersion } from "@/lib/testing/sample-model";
import { promoteModel, rollBackModel } from "./change-live-model";
import { listModels } from "./list-models";

const world: FakeWorld = { lines: [{ customer: "1", order: "a", day: 1, product: "10" }] };

const caller = (role: Role): Caller => ({
  subject: `test|${role}`,
  email: null,
  name: role,
  role,
  scope: role === "rep" ? { kind: "owned", ownerId: null, includeUnassigned: false } : { kind: "all" },
});
const admin = caller("admin");

const registry = (...versions: Parameters<typeof fakeModels>[0]) =>
  fakeContext(world, { models: fakeModels(versions) });

async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("expected an AppError");
}

describe("models", () => {
  it("are read by managers and administrators, changed by administrators, and do not exist for reps", async () => {
    const context = registry(sampleVersion("a"));
    expect((await listModels(caller("manager"), context)).canAct).toBe(false);
    expect((await listModels(admin, context)).canAct).toBe(true);
    expect((await refusal(listModels(caller("rep"), context))).code).toBe("not_found");
    for (const act of [
      (who: Caller) => promoteModel(who, { id: "a" }, context),
      (who: Caller) => rollBackModel(who, context),
    ]) {
      expect((await refusal(act(caller("rep")))).code).toBe("not_found");
      expect((await refusal(act(caller("manager")))).code).toBe("forbidden");
    }
    expect((await listModels(admin, context)).liveId).toBeNull();
  });

  it("become live past the gate, and the audit log says who did it", async () => {
    const context = registry(sampleVersion("a"), sampleVersion("b", { incumbent: "a" }));
    await promoteModel(admin, { id: "a" }, context);
    await promoteModel(admin, { id: "b" }, context);
    const { versions, liveId } = await listModels(admin, context);
    expect([liveId, versions.map(({ state }) => state)]).toEqual(["b", ["retired", "live"]]);
    expect(await rollBackModel(admin, context)).toBe("a");
    const log = await context.store.auditPage({ actor: null, kind: "model" }, { offset: 0, limit: 9 });
    expect(log.rows.map(({ actor, detail }) => [actor, detail.action, detail.model, detail.before])).toEqual([
      ["test|admin", "roll_back", "a", "b"],
      ["test|admin", "promote", "b", "a"],
      ["test|admin", "promote", "a", null],
    ]);
  });

  it.each([
    ["worse", { difference: -0.05 }, "precision@20 may be worse"],
    ["not compared", { difference: null }, "not compared"],
    ["compared with another than serves", { incumbent: "v3" }, "live serves now"],
  ])("stay candidates when %s, and the refusal gives the reason", async (_, parts, reason) => {
    const context = registry(
      sampleVersion("live", { state: "live" }),
      sampleVersion("a", { incumbent: "live", ...parts }),
    );
    const { versions } = await listModels(admin, context);
    expect(versions[1].objections.join(" ")).toContain(reason);
    const error = await refusal(promoteModel(admin, { id: "a" }, context));
    expect([error.code, error.message.includes(reason)]).toEqual(["conflict", true]);
    expect((await listModels(admin, context)).liveId).toBe("live");
  });
});
