import { describe, expect, it } from "vitest";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { rankUsers } from "@/lib/evaluation/rank-users";
import { splitAtWindow } from "@/lib/evaluation/split";
import { Random } from "@/lib/numeric/random";
import { TINY_START_SEC, type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { MODELS } from "./models";

const CUTOFF_SEC = TINY_START_SEC + 150 * DAY_SEC;
const SHOWN = 5;

/** The ranker's bytes are held by its own tests. */
const BASELINES = MODELS.filter((model) => model.name !== "ranker");

/** Twelve customers of two tastes and fifteen products, from a seed: nothing about it is chosen to please a model. */
function shop() {
  const random = new Random("golden shop");
  const lines: TinyLine[] = [];
  for (let user = 0; user < 12; user++) {
    for (let day = random.int(12); day < 180; day += 4 + random.int(20)) {
      for (let piece = 0; piece < 1 + random.int(3); piece++) {
        const item = random.chance(0.75) ? (user % 2) * 7 + random.int(5) : random.int(15);
        lines.push({
          user: `${user}`,
          item: `${100 + item}`,
          order: `${user}-${day}`,
          day,
          quantity: 1 + random.int(6),
          price: 2 + item,
        });
      }
    }
  }
  return tinySnapshot(lines);
}

/** The first five products for the first three customers, as they were when a change of them was last looked at. */
const GOLDEN: Readonly<Record<string, readonly string[]>> = {
  popularity: ["104 102 108 100 103", "104 102 108 100 103", "104 102 108 100 103"],
  "personal-frequency": ["102 104 105 103 101", "111 110 107 109 106", "104 103 101 102 114"],
  "personal-frequency-popular": ["102 104 103 101 105", "111 110 107 109 100", "104 103 101 102 108"],
  v3: ["102 104 103 101 105", "111 110 107 100 106", "104 101 103 102 107"],
  "v3-plus": ["102 104 103 101 105", "111 110 107 100 106", "104 101 103 102 107"],
  "repeat-hazard": ["104 103 102 100 110", "110 111 100 107 109", "104 103 101 102 107"],
  "tifu-knn": ["104 103 102 100 101", "111 110 107 100 106", "104 101 103 102 107"],
  "tifu-knn-calendar": ["104 102 103 110 101", "110 111 107 109 100", "104 103 101 102 107"],
  "up-cf": ["104 102 103 101 100", "110 111 107 109 106", "104 103 101 102 100"],
  "item-knn": ["102 104 103 101 108", "110 111 107 109 106", "104 103 101 102 108"],
  ease: ["104 102 103 100 101", "107 110 109 111 108", "104 102 103 100 101"],
  "mf-warp": ["104 102 103 100 101", "109 110 111 107 108", "104 102 103 100 101"],
  als: ["104 102 108 107 103", "110 109 111 107 108", "103 104 102 101 100"],
  "co-purchase": ["103 104 101 102 114", "109 106 110 112 102", "103 104 101 102 114"],
  "text-similarity": ["100 101 102 103 104", "110 111 112 113 114", "100 101 102 103 104"],
};

describe("the lists of a small shop", () => {
  const split = splitAtWindow(shop(), { cutoffSec: CUTOFF_SEC, endSec: CUTOFF_SEC + 30 * DAY_SEC });

  it("are checked for every baseline", () => {
    expect(Object.keys(GOLDEN).sort()).toEqual(BASELINES.map((model) => model.name).sort());
  });

  it.each(BASELINES.map((model) => [model.name, model] as const))("do not change unseen: %s", (name, model) => {
    const scorer = model.fit({ snapshot: split.past, cutoffSec: CUTOFF_SEC, seed: 1, params: model.params });
    const lists = rankUsers(scorer, split, Int32Array.of(0, 1, 2)).map(({ items }) =>
      Array.from(items.subarray(0, SHOWN), (item) => split.past.items.productId[item]).join(" "),
    );
    expect(lists).toEqual(GOLDEN[name]);
  });
});
