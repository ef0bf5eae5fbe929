/** Speed of the boosted trees: 200,000 rows x 50 features, 100 trees of depth 6, one core. `npx tsx lib/testing/bench/training.ts` */
import { Random } from "@/lib/numeric/random";
import { binMatrix, fitBins } from "@/lib/training/gbdt/bin-features";
import { logisticObjective } from "@/lib/training/gbdt/objective";
import { trainBoosting } from "@/lib/training/gbdt/train-boosting";

const ROWS = 200_000;
const FEATURES = 50;
const random = new Random(7);
const columns = Array.from({ length: FEATURES }, () => Float32Array.from({ length: ROWS }, () => random.normal()));
const label = Uint8Array.from({ length: ROWS }, (_, row) =>
  random.chance(1 / (1 + Math.exp(-(columns[0][row] + columns[1][row] * columns[2][row] - Math.abs(columns[3][row])))))
    ? 1
    : 0,
);
const startedMs = performance.now();
const mapper = fitBins({ columns, rowCount: ROWS, maxBins: 64, sampleRows: 100_000, seed: 1 });
const matrix = binMatrix(mapper, columns, ROWS);
const binnedMs = performance.now();
trainBoosting({
  mapper,
  matrix,
  objective: logisticObjective(label, null),
  rules: {
    rounds: 100,
    learningRate: 0.1,
    rowShare: 1,
    featureShare: 1,
    patience: 0,
    seed: 1,
    maxLeaves: 64,
    maxDepth: 6,
    lambdaL2: 1,
    minChildWeight: 1e-3,
    minChildRows: 20,
    minGain: 0,
  },
  validation: null,
});
const doneMs = performance.now();
console.log(
  `binning ${((binnedMs - startedMs) / 1000).toFixed(2)} s, 100 trees ${((doneMs - binnedMs) / 1000).toFixed(2)} s, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
