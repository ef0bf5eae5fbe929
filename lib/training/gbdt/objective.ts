/** What the trees are fitted to: first and second derivatives of a loss at the present scores. */
export interface Objective {
  readonly name: "logistic" | "lambdarank";
  /** Score before any tree. */
  base(): number;
  /** Overwrites `grad` and `hess` (length = rows), the row weights included. */
  derivatives(scores: Float64Array, grad: Float64Array, hess: Float64Array): void;
}

/** Log loss of a 0/1 label: gradient p - y, Hessian p (1 - p). */
export function logisticObjective(label: Uint8Array, weight: Float32Array | null): Objective {
  return {
    name: "logistic",
    base() {
      let positive = 0;
      let total = 0;
      for (let row = 0; row < label.length; row++) {
        const w = weight === null ? 1 : weight[row];
        total += w;
        positive += w * label[row];
      }
      // Half a row of each kind keeps the log-odds finite when one kind is absent.
      return Math.log((positive + 0.5) / (total - positive + 0.5));
    },
    derivatives(scores, grad, hess) {
      for (let row = 0; row < label.length; row++) {
        const p = 1 / (1 + Math.exp(-scores[row]));
        const w = weight === null ? 1 : weight[row];
        grad[row] = w * (p - label[row]);
        hess[row] = w * Math.max(p * (1 - p), 1e-16);
      }
    },
  };
}
