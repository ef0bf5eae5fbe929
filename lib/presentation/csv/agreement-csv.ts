import type { OutcomeKind } from "@/lib/domain/outcome";
import type { ListName, Reason, Rhythm, ScoreComponent } from "@/lib/domain/recommendation";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { wordReason } from "@/lib/presentation/reasons/word-reason";
import type { CsvValue } from "./csv-cell";
import { csvPieces } from "./csv-pieces";

/** A recommendation as an export needs it; `RecommendationView` of the services fits. */
export interface AgreementCsvRow {
  readonly productId: string;
  readonly code: string;
  readonly name: string;
  readonly nameUk: string | null;
  readonly list: ListName;
  readonly rank: number;
  readonly score: number;
  readonly components: readonly ScoreComponent[];
  readonly reasons: readonly Reason[];
  readonly rhythm: Rhythm | null;
  readonly suggestedQuantity: number | null;
  readonly lastPrice: number | null;
  readonly value: number | null;
  readonly probability: { readonly value: number } | null;
  readonly outcome: { readonly kind: OutcomeKind } | null;
}

export interface AgreementCsvInput {
  /** Reorder first, then Discover, each by rank. */
  readonly rows: readonly AgreementCsvRow[];
  readonly stamp: {
    dataTo: string | null;
    model: string;
    asOf: string;
    snapshotId: string;
    /** Set where SQL Server is the source; the file then has the column `orders_read`. */
    history?: "live" | "stand_in";
  };
  readonly locale: string;
  readonly t: CatalogueTranslator;
  /** Absolute address of a row on its agreement page. */
  readonly linkOf: (row: AgreementCsvRow) => string;
}

/** Scripts read these by name: the first six are fixed, later ones may only be added to. */
const COLUMNS_BEFORE_COMPONENTS = [
  "rank",
  "product_code",
  "product_name",
  "list",
  "score",
  "reason",
  "reason_key",
  "suggested_quantity",
  "last_price",
  "value",
  "probability",
  "orders",
  "last_ordered_at",
  "days_since_last",
  "interval_days",
] as const;
const COLUMNS_AFTER_COMPONENTS = ["link", "data_to", "model", "as_of", "snapshot", "outcome"] as const;

/** The file piece by piece: the mark and the header, then one piece a row. Column names are the same in every language. */
export function agreementCsv({ rows, stamp, locale, t, linkOf }: AgreementCsvInput): Generator<string, void> {
  const keys = [...new Set(rows.flatMap((row) => row.components.map((component) => component.key)))];
  const header = [
    ...COLUMNS_BEFORE_COMPONENTS,
    ...keys.map((key) => `contribution_${key}`),
    ...COLUMNS_AFTER_COMPONENTS,
    ...(stamp.history ? ["orders_read"] : []),
  ];
  const valuesOf = (row: AgreementCsvRow): CsvValue[] => {
    const contribution = new Map(row.components.map((component) => [component.key, component.contribution]));
    return [
      row.rank,
      row.code,
      locale === "uk" ? row.nameUk || row.name : row.name,
      row.list,
      row.score,
      row.reasons.map((reason) => wordReason(t, reason)).join("; "),
      row.reasons[0]?.key ?? null,
      row.suggestedQuantity,
      row.lastPrice,
      row.value,
      row.probability?.value ?? null,
      row.rhythm?.orders ?? null,
      row.rhythm && new Date(row.rhythm.lastAtSec * 1000).toISOString(),
      row.rhythm?.daysSinceLast ?? null,
      row.rhythm?.intervalDays ?? null,
      ...keys.map((key) => contribution.get(key) ?? null),
      linkOf(row),
      stamp.dataTo,
      stamp.model,
      stamp.asOf,
      stamp.snapshotId,
      row.outcome?.kind ?? null,
      ...(stamp.history ? [stamp.history] : []),
    ];
  };
  return csvPieces({ header, rows: rows.map(valuesOf), locale });
}
