import { expect, it } from "vitest";
import { ROLES, type Role } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import type { SessionClaims } from "./auth-options";
import { resolveCaller } from "./resolve-caller";

const config = {
  roleOfGroup: new Map(ROLES.map((role) => [role, role])),
  repsSeeUnassigned: false,
};
const olena: SessionClaims = {
  sessionId: "s",
  subject: "https://idp|1",
  name: "Olena",
  email: "Olena@Partwise.example",
  emailVerified: true,
  roleClaim: ["rep"],
  signedInAtSec: 0,
};
let owner = "7";
const erp = {
  personByEmail: async (email: string) =>
    email.toLowerCase() === "olena@partwise.example" ? { ownerId: ownerId(owner), name: "Olena", email } : null,
};

it("a rep sees the customers of the ERP person with the same e-mail, whatever its case", async () => {
  const caller = await resolveCaller({ session: olena, config, erp });
  expect(caller?.scope).toEqual({ kind: "owned", ownerId: "7", includeUnassigned: false });
});

it("security 6: an e-mail that the provider did not verify matches nobody", async () => {
  const caller = await resolveCaller({ session: { ...olena, emailVerified: false }, config, erp });
  expect(caller?.scope).toEqual({ kind: "owned", ownerId: null, includeUnassigned: false });
});

it("security 5: a change of owner or role mapping holds at the next request", async () => {
  owner = "8";
  expect((await resolveCaller({ session: olena, config, erp }))?.scope).toMatchObject({ ownerId: "8" });
  const changed = { ...config, roleOfGroup: new Map<string, Role>([["other", "rep"]]) };
  expect(await resolveCaller({ session: olena, config: changed, erp })).toBeNull();
});

it("a rep without an ERP person owns nothing; unassigned customers only when the setting allows", async () => {
  const stranger = { ...olena, email: "who@partwise.example" };
  const open = { ...config, repsSeeUnassigned: true };
  expect((await resolveCaller({ session: stranger, config: open, erp }))?.scope).toEqual({
    kind: "owned",
    ownerId: null,
    includeUnassigned: true,
  });
});

it.each(["manager", "admin"])("a %s sees every customer", async (role) => {
  expect((await resolveCaller({ session: { ...olena, roleClaim: [role] }, config, erp }))?.scope).toEqual({
    kind: "all",
  });
});
