import type { Random } from "@/lib/numeric/random";
import { PART_BRANDS, partBrandIndex } from "./part-brands";
import { PART_TYPES } from "./part-types";
import { VEHICLE_MAKES, VEHICLE_MODELS } from "./vehicles";

/** Model index of families that fit anything. */
export const UNIVERSAL_MODEL = VEHICLE_MODELS.length;
const MODEL_SLOTS = VEHICLE_MODELS.length + 1;

/**
 * Families (one application: a kind of part for a model and engine) with their products (the makers' versions of it,
 * substitutes of one another). Arrays only, so that hundreds of thousands of products stay small.
 */
export interface Catalogue {
  readonly familyCount: number;
  readonly productCount: number;
  readonly familyType: Uint8Array;
  readonly familyModel: Uint8Array;
  /** Length familyCount + 1: products of family f are [familyOffset[f], familyOffset[f + 1]). */
  readonly familyOffset: Uint32Array;
  readonly productFamily: Uint32Array;
  readonly productBrand: Uint8Array;
  /** EUR net list price at the start of the data. */
  readonly productPrice: Float32Array;
  /** Demand relative to the family's other products. */
  readonly productAppeal: Float32Array;
  /** Day (of the calendar) from which and to which the product is offered. */
  readonly productFromDay: Int16Array;
  readonly productToDay: Int16Array;
  /** Families of (type, model) are [comboOffset[i], comboOffset[i + 1]) with i = type * (models + 1) + model; most wanted first. */
  readonly comboOffset: Uint32Array;
}

/** First family and number of families of a kind of part for a model; count 0 = the kind does not fit. */
export function familiesOf(catalogue: Catalogue, type: number, model: number): { first: number; count: number } {
  const combo = type * MODEL_SLOTS + (PART_TYPES[type].fits === "universal" ? UNIVERSAL_MODEL : model);
  return {
    first: catalogue.comboOffset[combo],
    count: catalogue.comboOffset[combo + 1] - catalogue.comboOffset[combo],
  };
}

function fitsModel(type: number, model: number): boolean {
  const { fits } = PART_TYPES[type];
  if (model === UNIVERSAL_MODEL) return fits === "universal";
  return fits === "both" || fits === VEHICLE_MAKES[VEHICLE_MODELS[model].make].kind;
}

/** Builds about `productTarget` products. Pure: same stream and target, same catalogue. */
export function buildCatalogue(options: { random: Random; productTarget: number; dayCount: number }): Catalogue {
  const random = options.random.fork("catalogue");
  const comboWeights = new Float64Array(PART_TYPES.length * MODEL_SLOTS);
  let totalWeight = 0;
  for (let type = 0; type < PART_TYPES.length; type++) {
    for (let model = 0; model < MODEL_SLOTS; model++) {
      if (!fitsModel(type, model)) continue;
      const breadth =
        model === UNIVERSAL_MODEL
          ? 14
          : Math.sqrt(VEHICLE_MODELS[model].share) * (0.6 + 0.15 * PART_TYPES[type].repairWeight);
      comboWeights[type * MODEL_SLOTS + model] = breadth;
      totalWeight += breadth;
    }
  }
  // Products per family average about 4.4; every combination that fits has at least one family.
  const familyTarget = options.productTarget / 4.4;
  const comboOffset = new Uint32Array(comboWeights.length + 1);
  for (let combo = 0; combo < comboWeights.length; combo++) {
    const count =
      comboWeights[combo] === 0 ? 0 : Math.max(1, Math.round((familyTarget * comboWeights[combo]) / totalWeight));
    comboOffset[combo + 1] = comboOffset[combo] + count;
  }
  const familyCount = comboOffset[comboWeights.length];
  const familyType = new Uint8Array(familyCount);
  const familyModel = new Uint8Array(familyCount);
  const familyOffset = new Uint32Array(familyCount + 1);
  const products: { family: number; brand: number; price: number; appeal: number; from: number; to: number }[] = [];
  for (let combo = 0; combo < comboWeights.length; combo++) {
    const type = Math.floor(combo / MODEL_SLOTS);
    const brands = PART_TYPES[type].brands.map(partBrandIndex);
    for (let family = comboOffset[combo]; family < comboOffset[combo + 1]; family++) {
      familyType[family] = type;
      familyModel[family] = combo % MODEL_SLOTS;
      const familyPrice = PART_TYPES[type].priceEur * random.logNormal(1, 0.35);
      const isUniversal = familyModel[family] === UNIVERSAL_MODEL;
      const makers = makersOf(random, brands, !isUniversal);
      for (const brand of makers) {
        const priceFactor = PART_BRANDS[brand].priceFactor * random.logNormal(1, 0.08);
        products.push({
          family,
          brand,
          price: Math.max(0.3, familyPrice * priceFactor),
          // A truck is mended with what is affordable: mid-priced makers sell most, genuine parts least.
          appeal:
            random.logNormal(1, isUniversal ? 0.9 : 1.3) *
            Math.exp(-2.2 * (priceFactor - 0.9) ** 2) *
            (brand === 0 ? 0.4 : 1),
          from: random.chance(0.22) ? random.int(options.dayCount) : -1,
          to: random.chance(0.1) ? Math.floor(random.between(0.25, 1) * options.dayCount) : 32_767,
        });
      }
      familyOffset[family + 1] = products.length;
    }
  }
  return {
    familyCount,
    productCount: products.length,
    familyType,
    familyModel,
    familyOffset,
    productFamily: Uint32Array.from(products, (product) => product.family),
    productBrand: Uint8Array.from(products, (product) => product.brand),
    productPrice: Float32Array.from(products, (product) => product.price),
    productAppeal: Float32Array.from(products, (product) => product.appeal),
    productFromDay: Int16Array.from(products, (product) => product.from),
    productToDay: Int16Array.from(products, (product) => product.to),
    comboOffset,
  };
}

/** Distinct makers of a family: two to seven of the kind's brands, often with the genuine part (index 0). */
function makersOf(random: Random, brands: readonly number[], genuinePossible: boolean): number[] {
  const count = Math.min(brands.length, 2 + random.int(3) + random.int(4));
  const makers = random.shuffle([...brands]).slice(0, count);
  if (genuinePossible && random.chance(0.45)) makers.push(0);
  return makers;
}
