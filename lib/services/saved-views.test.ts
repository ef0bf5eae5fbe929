import { describe, expect, it } from "vitest";
import type { Caller, Role } from "@/lib/domain/caller";
import { fakeContext } from "@/lib/testing/fakes";
import { deleteView, listSavedViews, renameView, saveView } from "./saved-views";

const person = (name: string, role: Role): Caller => ({
  subject: `test|${name}`,
  email: null,
  name,
  role,
  scope: { kind: "all" },
});
const olena = person("Olena", "rep");
const taras = person("Taras", "rep");
const marta = person("Marta", "manager");
const VIEW = {
  screen: "customers",
  name: "Overdue in Kyiv",
  query: "region=KY&due=overdue&page=3",
  isShared: false,
} as const;
const world = { lines: [{ customer: "1", order: "a", day: 0, product: "10" }] };
const names = async (who: Caller, context: ReturnType<typeof fakeContext>) =>
  (await listSavedViews(who, "customers", context)).views.map((view) => [view.name, view.isOwn, view.by]);

describe("saved views", () => {
  it("are personal unless shared, and a shared one says whose it is", async () => {
    const context = fakeContext(world);
    await saveView(olena, VIEW, context);
    await saveView(marta, { ...VIEW, name: "All overdue", isShared: true }, context);
    expect(await names(olena, context)).toEqual([
      ["Overdue in Kyiv", true, "Olena"],
      ["All overdue", false, "Marta"],
    ]);
    expect(await names(taras, context)).toEqual([["All overdue", false, "Marta"]]);
  });

  it("keep the filter and the order, not the page, and refuse what the list cannot read", async () => {
    const context = fakeContext(world);
    expect(await saveView(olena, VIEW, context)).toMatchObject({ query: "region=KY&due=overdue" });
    await expect(saveView(olena, { ...VIEW, query: "sort=phone" }, context)).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(saveView(olena, { ...VIEW, name: "  " }, context)).rejects.toMatchObject({ field: "name" });
  });

  it("are shared by managers and administrators only", async () => {
    const context = fakeContext(world);
    await expect(saveView(olena, { ...VIEW, isShared: true }, context)).rejects.toMatchObject({ code: "forbidden" });
    expect(await listSavedViews(olena, "customers", context)).toEqual({ views: [], mayShare: false });
    expect((await listSavedViews(marta, "customers", context)).mayShare).toBe(true);
  });

  it("can be renamed and deleted by their owner alone, and brought back", async () => {
    const context = fakeContext(world);
    const { id } = await saveView(marta, { ...VIEW, isShared: true }, context);
    await expect(deleteView(taras, { screen: "customers", id }, context)).rejects.toMatchObject({ code: "not_found" });
    await expect(renameView(taras, { screen: "customers", id, name: "Mine" }, context)).rejects.toMatchObject({
      code: "not_found",
    });
    const renamed = await renameView(marta, { screen: "customers", id, name: "Kyiv" }, context);
    const { name, query, isShared } = await deleteView(marta, { screen: "customers", id: renamed.id }, context);
    expect(await names(marta, context)).toEqual([]);
    await saveView(marta, { screen: "customers", name, query, isShared }, context);
    expect(await names(marta, context)).toEqual([["Kyiv", true, "Marta"]]);
  });

  it("never take another's name without asking", async () => {
    const context = fakeContext(world);
    await saveView(olena, { ...VIEW, name: "A" }, context);
    const { id } = await saveView(olena, { ...VIEW, name: "B" }, context);
    await expect(renameView(olena, { screen: "customers", id, name: "A" }, context)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
