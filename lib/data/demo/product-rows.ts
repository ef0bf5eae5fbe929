import type { Random } from "@/lib/numeric/random";
import { type Catalogue, UNIVERSAL_MODEL } from "./catalogue";
import { DEBT_PRODUCT_ID, MIGRATION_SEC, type RowSink } from "./demo-options";
import { fillCode, withLookAlike } from "./names";
import { codeStylesOf, PART_BRANDS } from "./part-brands";
import { PART_TYPES } from "./part-types";
import { ALL_PARTS_GROUP, productIdAt, STORAGES, systemGroup, typeGroup } from "./reference-rows";
import { VEHICLE_MAKES, VEHICLE_MODELS } from "./vehicles";

const STAMP = [MIGRATION_SEC, MIGRATION_SEC, false] as const;
const DELETED_SHARE = 0.03;
const LOOK_ALIKE_SHARE = 0.012;

/** Products with their groups, makes and substitutes, family by family. */
export function writeProductRows(options: { catalogue: Catalogue; random: Random; sink: RowSink }): void {
  const { catalogue, sink } = options;
  const random = options.random.fork("products");
  const usedCodes = new Set<string>();
  const next = { group: 1, make: 1, analogue: 1 };
  sink("Product", [
    DEBT_PRODUCT_ID,
    ...STAMP,
    "BORG",
    "Введення боргів",
    "Введення боргів",
    null,
    null,
    null,
    null,
    null,
    null,
    "1",
    0,
    false,
    false,
  ]);
  for (let family = 0; family < catalogue.familyCount; family++) {
    const application = describeFamily(catalogue, family, random);
    const from = catalogue.familyOffset[family];
    const to = catalogue.familyOffset[family + 1];
    for (let product = from; product < to; product++) {
      writeProduct({ catalogue, product, application, hasAnalogue: to - from > 1, usedCodes, random, sink });
      writeGroups(productIdAt(product), catalogue.familyType[family]);
      for (const make of application.makes) {
        sink("ProductCarBrand", [next.make++, ...STAMP, productIdAt(product), make + 1]);
        if (random.chance(0.01)) sink("ProductCarBrand", [next.make++, ...STAMP, productIdAt(product), make + 1]);
      }
      // Recorded in one direction only, and not always the same one.
      if (product > from) {
        const pair = [productIdAt(from), productIdAt(product)];
        if (random.chance(0.25)) pair.reverse();
        sink("ProductAnalogue", [next.analogue++, ...STAMP, pair[0], pair[1]]);
      }
    }
  }

  /** Everything, the system and the kind: a product counts up to four times when the table is joined carelessly. */
  function writeGroups(productId: number, type: number): void {
    const groups = [typeGroup(type), systemGroup(PART_TYPES[type].system)];
    if (random.chance(0.88)) groups.push(ALL_PARTS_GROUP);
    if (random.chance(0.04)) groups.push(typeGroup(type));
    for (const group of groups) sink("ProductProductGroup", [next.group++, ...STAMP, productId, group]);
  }
}

interface Application {
  readonly type: number;
  readonly label: string;
  readonly labelUk: string;
  readonly oeNumber: string | null;
  readonly makeName: string;
  readonly makes: readonly number[];
  readonly size: string | null;
}

const SIDES = [
  { en: "left", uk: "лівий" },
  { en: "right", uk: "правий" },
];
const SIDED = new Set(["Headlamp", "Rear lamp", "Mirror", "Mudguard", "Bumper panel", "Brake caliper repair kit"]);

function describeFamily(catalogue: Catalogue, family: number, random: Random): Application {
  const type = catalogue.familyType[family];
  const model = catalogue.familyModel[family];
  const side = SIDED.has(PART_TYPES[type].en) ? SIDES[random.int(2)] : null;
  if (model === UNIVERSAL_MODEL) {
    const makes = random.chance(0.3) ? [random.int(8), 8 + random.int(4)] : [];
    return { type, label: "", labelUk: "", oeNumber: null, makeName: "", makes, size: null };
  }
  const { make, name } = VEHICLE_MODELS[model];
  const makeName = VEHICLE_MAKES[make].name;
  const makes = [make];
  // Shared engines and axles: the same part fits a second make.
  const second = random.int(VEHICLE_MAKES.length);
  if (random.chance(0.16) && second !== make && VEHICLE_MAKES[second].kind === VEHICLE_MAKES[make].kind)
    makes.push(second);
  return {
    type,
    label: ` ${makeName} ${name}${side ? ` ${side.en}` : ""}`,
    labelUk: ` ${makeName} ${name}${side ? ` ${side.uk}` : ""}`,
    oeNumber: fillCode(random.pick(VEHICLE_MAKES[make].oeStyles), random),
    makeName,
    makes,
    size: random.chance(0.2) ? `${20 + random.int(400)}x${10 + random.int(250)}` : null,
  };
}

function writeProduct(options: {
  catalogue: Catalogue;
  product: number;
  application: Application;
  hasAnalogue: boolean;
  usedCodes: Set<string>;
  random: Random;
  sink: RowSink;
}): void {
  const { catalogue, product, application, random } = options;
  const type = PART_TYPES[application.type];
  const brand = PART_BRANDS[catalogue.productBrand[product]];
  const genuine = catalogue.productBrand[product] === 0;
  const code = uniqueCode({
    styles: codeStylesOf(brand, type.en),
    genuineCode: genuine ? application.oeNumber : null,
    usedCodes: options.usedCodes,
    random,
  });
  const maker = genuine ? application.makeName : brand.name;
  const label = genuine ? application.label.slice(application.makeName.length + 1) : application.label;
  const labelUk = genuine ? application.labelUk.slice(application.makeName.length + 1) : application.labelUk;
  const name = `${type.en} ${maker} ${code}${label}`;
  const nameUk = `${type.uk} ${maker} ${code}${labelUk}`;
  options.sink("Product", [
    productIdAt(product),
    MIGRATION_SEC,
    MIGRATION_SEC,
    random.chance(DELETED_SHARE),
    random.chance(LOOK_ALIKE_SHARE) ? withLookAlike(code) : code,
    name,
    random.chance(0.97) ? nameUk : null,
    random.chance(0.4) ? `${type.pl} ${maker} ${code}${label}` : null,
    random.chance(0.15) ? `${type.en} for${application.label || " trucks and trailers"}` : null,
    random.chance(0.15) ? `${type.uk} для${application.labelUk || " вантажівок і причепів"}` : null,
    null,
    application.oeNumber,
    application.size,
    String(type.packing),
    Math.round(type.weightKg * random.between(0.85, 1.15) * 1000) / 1000,
    options.hasAnalogue,
    random.chance(0.92),
  ]);
}

/** A code in the maker's style that no other product has. */
function uniqueCode(options: {
  styles: readonly string[];
  genuineCode: string | null;
  usedCodes: Set<string>;
  random: Random;
}): string {
  const { styles, genuineCode, usedCodes, random } = options;
  let code = genuineCode ?? "";
  for (let attempt = 0; code === "" || usedCodes.has(code); attempt++) {
    const base = genuineCode ?? fillCode(random.pick(styles), random);
    // A style can run out of numbers; makers then add an index, and so do we.
    code = attempt < 5 && genuineCode === null ? base : `${base}/${random.int(attempt < 10 ? 10 : 10_000)}`;
  }
  usedCodes.add(code);
  return code;
}

/** Lines at which a part is half as likely in stock as the best seller. */
const TYPICAL_LINES = 12;

/** Stock of about 4,600 products at scale 1, those that sell first in line; a little of it defective. */
export function writeAvailabilityRows(options: {
  soldLines: Uint32Array;
  onHandTarget: number;
  random: Random;
  nowSec: number;
  sink: RowSink;
}): void {
  const { soldLines, nowSec, sink } = options;
  const random = options.random.fork("stock");
  const sold = soldLines.reduce((count, lines) => count + (lines > 0 ? 1 : 0), 0);
  // What sells is bought in: a part is the likelier to lie there the more lines it has.
  const pull = (lines: number) => lines / (lines + TYPICAL_LINES);
  const pulled = soldLines.reduce((sum, lines) => sum + pull(lines), 0);
  const soldShare = (0.93 * options.onHandTarget) / Math.max(1, pulled);
  const unsoldChance = Math.min(0.2, (0.07 * options.onHandTarget) / Math.max(1, soldLines.length - sold));
  let id = 1;
  for (let product = 0; product < soldLines.length; product++) {
    const lines = soldLines[product];
    if (!random.chance(lines > 0 ? Math.min(0.95, soldShare * pull(lines)) : unsoldChance)) continue;
    for (let places = 1 + random.int(3); places > 0; places--) {
      const storage = random.chance(0.02) ? STORAGES.length : 1 + random.int(STORAGES.length - 1);
      const amount = 1 + random.poisson(2 + Math.min(60, soldLines[product] / 6));
      sink("ProductAvailability", [id++, nowSec, nowSec, random.chance(0.03), productIdAt(product), storage, amount]);
    }
  }
}
