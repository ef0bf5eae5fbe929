import {
  BOOTSTRAP_DRAWS,
  type BootstrapFold,
  bootstrapMeans,
  columnOf,
  drawCustomers,
  foldMeans,
  type Interval,
  percentileInterval,
} from "@/lib/evaluation/bootstrap";
import type { ValidationFold } from "./validation-folds";

export interface ComparedSettings {
  readonly best: Interval;
  readonly defaults: Interval;
  /** Best less defaults on the same users: 95%, customers drawn with replacement. */
  readonly difference: Interval;
}

/** Two settings on the same users; `best[fold]` and `defaults[fold]` hold a value for each evaluated user. */
export function compareSettings(
  folds: readonly ValidationFold[],
  { best, defaults, seed }: { best: readonly Float64Array[]; defaults: readonly Float64Array[]; seed: number },
): ComparedSettings {
  const numberOf = new Map<number, number>();
  const tables = folds.map(({ split, evaluated }, fold): BootstrapFold => {
    const values = new Float64Array(evaluated.length * 3);
    const customer = Int32Array.from(evaluated, (position, row) => {
      const [ours, theirs] = [best[fold][row], defaults[fold][row]];
      values.set([ours, theirs, ours - theirs], row * 3);
      const id = split.past.users.customer[split.users[position]];
      const number = numberOf.get(id) ?? numberOf.size;
      numberOf.set(id, number);
      return number;
    });
    return { customer, values };
  });
  const means = foldMeans(tables, 3);
  const drawn = drawCustomers({ customers: numberOf.size, draws: BOOTSTRAP_DRAWS, seed });
  const draws = bootstrapMeans(tables, 3, drawn);
  const intervalOf = (column: number) => percentileInterval(means[column], columnOf(draws, 3, column));
  return { best: intervalOf(0), defaults: intervalOf(1), difference: intervalOf(2) };
}
