import { afterEach, describe, expect, it, vi } from "vitest";
import type { Caller } from "@/lib/domain/caller";
import { galleryCaller } from "./gallery-caller";
import { galleryState } from "./gallery-state";

const address = vi.hoisted(() => ({ path: "/" }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ "x-partwise-path": address.path }) }));

const admin: Caller = { subject: "test|a", email: null, name: "A", role: "admin", scope: { kind: "all" } };

afterEach(() => vi.unstubAllEnvs());

describe("gallery states", () => {
  it.each(["production", "test"])("do not exist under NODE_ENV=%s, whatever the address says", async (environment) => {
    vi.stubEnv("NODE_ENV", environment);
    address.path = "/customers?gallery=empty";
    expect(await galleryState()).toBeNull();
    expect(await galleryCaller(admin)).toBe(admin);
  });

  it("are read from the address while developing, from a closed list", async () => {
    vi.stubEnv("NODE_ENV", "development");
    address.path = "/customers?q=x&gallery=unavailable";
    expect(await galleryState()).toBe("unavailable");
    address.path = "/customers?gallery=everything";
    expect(await galleryState()).toBeNull();
    address.path = "/customers";
    expect(await galleryState()).toBeNull();
  });

  it("never widen what a caller sees", async () => {
    vi.stubEnv("NODE_ENV", "development");
    for (const state of ["empty", "no-permission"]) {
      address.path = `/?gallery=${state}`;
      const caller = await galleryCaller(admin);
      expect(caller.scope).toEqual({ kind: "owned", ownerId: null, includeUnassigned: false });
    }
    expect((await galleryCaller(admin)).role).toBe("rep");
  });
});
