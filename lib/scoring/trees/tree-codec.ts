import { AppError } from "@/lib/domain/app-error";
import type { TreeEnsemble } from "./tree-ensemble";

const MAGIC = 0x31525450; // "PTR1", little endian
const HEADER_BYTES = 32;

/**
 * An ensemble as bytes, little endian: magic, features, trees, nodes (u32 each), base (f64), 8 spare bytes; then the
 * columns in the order of `TreeEnsemble`, the 8-byte ones first so that each starts on its own size.
 */
export function encodeTrees(ensemble: TreeEnsemble): Uint8Array {
  const trees = ensemble.treeOffset.length - 1;
  const nodes = ensemble.feature.length;
  const bytes = new Uint8Array(sizeOf(trees, nodes));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, ensemble.featureCount, true);
  view.setUint32(8, trees, true);
  view.setUint32(12, nodes, true);
  view.setFloat64(16, ensemble.base, true);
  let at = HEADER_BYTES;
  for (const column of [ensemble.threshold, ensemble.value, ensemble.cover]) {
    for (const value of column) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  }
  for (const column of [ensemble.treeOffset, ensemble.left, ensemble.right]) {
    for (const value of column) {
      view.setInt32(at, value, true);
      at += 4;
    }
  }
  for (const value of ensemble.feature) {
    view.setInt16(at, value, true);
    at += 2;
  }
  bytes.set(ensemble.missingLeft, at);
  return bytes;
}

/** The ensemble that `encodeTrees` wrote; throws `corrupt` for anything that could make a walk leave its tree. */
export function decodeTrees(bytes: Uint8Array): TreeEnsemble {
  if (bytes.byteLength < HEADER_BYTES) throw corrupt("it is too short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw corrupt("it does not start as one");
  const featureCount = view.getUint32(4, true);
  const trees = view.getUint32(8, true);
  const nodes = view.getUint32(12, true);
  if (bytes.byteLength !== sizeOf(trees, nodes)) throw corrupt("its length is wrong");
  let at = HEADER_BYTES;
  const next = (size: number) => {
    at += size;
    return at - size;
  };
  const float64 = (length: number) => Float64Array.from({ length }, () => view.getFloat64(next(8), true));
  const int32 = (length: number) => Int32Array.from({ length }, () => view.getInt32(next(4), true));
  const [threshold, value, cover] = [float64(nodes), float64(nodes), float64(nodes)];
  const [treeOffset, left, right] = [int32(trees + 1), int32(nodes), int32(nodes)];
  const feature = Int16Array.from({ length: nodes }, () => view.getInt16(next(2), true));
  const missingLeft = bytes.slice(at, at + nodes);
  const ensemble = {
    featureCount,
    base: view.getFloat64(16, true),
    treeOffset,
    feature,
    threshold,
    missingLeft,
    left,
    right,
    value,
    cover,
  };
  checkShape(ensemble);
  return ensemble;
}

function checkShape({ featureCount, base, treeOffset, feature, threshold, left, right, value }: TreeEnsemble): void {
  if (!Number.isFinite(base) || treeOffset[0] !== 0 || treeOffset[treeOffset.length - 1] !== feature.length)
    throw corrupt("its trees do not add up");
  for (let tree = 0; tree + 1 < treeOffset.length; tree++) {
    if (treeOffset[tree + 1] <= treeOffset[tree]) throw corrupt("a tree is empty");
    for (let node = treeOffset[tree]; node < treeOffset[tree + 1]; node++) {
      if (!Number.isFinite(value[node])) throw corrupt("a leaf has no value");
      if (feature[node] < 0) continue;
      // Children stand after their parent and inside the tree, so every walk ends.
      const isInside = (child: number) => child > node && child < treeOffset[tree + 1];
      if (
        feature[node] >= featureCount ||
        Number.isNaN(threshold[node]) ||
        !isInside(left[node]) ||
        !isInside(right[node])
      ) {
        throw corrupt("a node leads nowhere");
      }
    }
  }
}

function sizeOf(trees: number, nodes: number): number {
  return HEADER_BYTES + nodes * 8 * 3 + (trees + 1) * 4 + nodes * 4 * 2 + nodes * 2 + nodes;
}

function corrupt(why: string): AppError {
  return new AppError("corrupt", `The stored trees cannot be read: ${why}.`, {
    remedy: "Train the model again or roll back to an earlier one.",
  });
}
