import { stdout } from "node:process";
import { env } from "@/lib/config/env";
import { openModelRegistry, RULES_MODEL } from "@/lib/data/artifacts/model-registry";
import { AppError } from "@/lib/domain/app-error";
import { promotionObjections } from "@/lib/services/promotion-objections";
import { comparisonTable, modelList } from "./model-tables";
import { runCommand } from "./run-command";

const USAGE = `Usage: npm run models -- list | show ID | promote ID [--force] | rollback

list      every model with its state: candidate, live or retired
show      the manifest of a model: data, settings, seed, figures
promote   makes a model live, if it passed: not worse than the live model within the paired interval, no segment and no new
          products left behind. --force promotes in spite of objections.
          "promote v3" lets the rules of V3 serve again; they need no gate.
rollback  back to what served before: a model, or V3 where there was none`;

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === undefined || command === "--help" || command === "-h") {
    stdout.write(`${USAGE}\n`);
    return;
  }
  const isForced = rest.includes("--force");
  const names = rest.filter((argument) => argument !== "--force");
  const wanted = command === "show" || command === "promote" ? 1 : 0;
  if (
    !["list", "show", "promote", "rollback"].includes(command) ||
    names.length !== wanted ||
    (isForced && command !== "promote")
  ) {
    throw new AppError("invalid_input", `"models ${args.join(" ")}" is no command.`, {
      remedy: "See npm run models -- --help.",
    });
  }
  const registry = openModelRegistry(env().dataDir);
  if (command === "list") {
    const models = await registry.list();
    stdout.write(
      models.length === 0
        ? "No model was trained yet; V3 serves. npm run train makes one.\n"
        : `${modelList(models)}\n`,
    );
    return;
  }
  if (command === "rollback") {
    stdout.write(`${await registry.rollBack()} is live again.\n`);
    return;
  }
  if (command === "promote" && names[0] === RULES_MODEL) {
    await registry.promote(RULES_MODEL);
    stdout.write("V3 serves. The model before it is kept: npm run models -- rollback.\n");
    return;
  }
  const { manifest, state } = await registry.show(names[0]);
  if (command === "show") {
    stdout.write(`${JSON.stringify({ state, ...manifest }, null, 1)}\n${comparisonTable(manifest)}\n`);
    return;
  }
  // Its bytes must be whole before anything points at them.
  await registry.read(manifest.id);
  const objections = promotionObjections({ manifest, state }, await registry.live());
  if (objections.length > 0 && !isForced) {
    throw new AppError("conflict", `${manifest.id} is not promoted: ${objections.join(" ")}`, {
      remedy: "Add --force to promote it all the same.",
    });
  }
  await registry.promote(manifest.id);
  stdout.write(
    `${manifest.id} is live.${objections.length > 0 ? ` Promoted in spite of: ${objections.join(" ")}` : ""}\n`,
  );
}

await runCommand(main);
