import { describe, expect, it } from "vitest";
import { type Command, commandsFor, isAddressed } from "./palette-commands";

const command = (label: string): Command => ({ key: label, label, run: () => undefined });
const COMMANDS = ["Go to Products", "Theme: Dark", "Theme: Light", "Мова: Українська", "Sign out"].map(command);
const labels = (text: string) => commandsFor(COMMANDS, text).map(({ label }) => label);

describe("commandsFor", () => {
  it("lists all while nothing is typed, and then those whose words begin with what was typed", () => {
    expect(labels(" ")).toHaveLength(COMMANDS.length);
    expect(labels("dark the")).toEqual(["Theme: Dark"]);
    expect(labels("МОВА укр")).toEqual(["Мова: Українська"]);
    expect(labels("roducts")).toEqual([]);
  });
});

describe("isAddressed", () => {
  it("takes words that begin like the command for the command, and others for a part or a name", () => {
    expect(isAddressed(command("Theme: Dark"), "theme d")).toBe(true);
    expect(isAddressed(command("Sign out"), "sign")).toBe(true);
    expect(isAddressed(command("Theme: Dark"), "dark")).toBe(false);
    expect(isAddressed(command("Theme: Dark"), "th")).toBe(false);
  });
});
