import { ColumnAppender } from "./column-appender";
import type { RowSource } from "./row-source";

/** Candidates of one agreement with their features. */
export interface PairBatch {
  readonly agreementId: string;
  readonly productId: readonly string[];
  /** 1 = bought in the holdout; null = not known. */
  readonly label: Uint8Array | null;
  /** One row of features a product; NaN = unknown. */
  readonly values: Float32Array;
}

/** Rows that typed arrays hold: (agreement, product) pairs in the order they are appended. */
export function pairRows(
  features: readonly string[],
  fill: (append: (batch: PairBatch) => void) => Promise<void>,
): RowSource {
  return async (connection) => {
    const columns = [
      "agreement_id VARCHAR",
      "product_id VARCHAR",
      "label BOOLEAN",
      ...features.map((name) => `"${name}" FLOAT`),
    ];
    await connection.run(`CREATE TABLE pair (${columns.join(", ")})`);
    const appender = await ColumnAppender.open(connection, { name: "pair", columnCount: columns.length });
    const width = features.length;
    try {
      await fill(({ agreementId, productId, label, values }) =>
        appender.append(productId.length, [
          () => agreementId,
          (row) => productId[row],
          (row) => (label === null ? null : label[row] === 1),
          ...features.map((_, feature) => (row: number) => values[row * width + feature]),
        ]),
      );
    } finally {
      appender.close();
    }
    return "SELECT * FROM pair";
  };
}
