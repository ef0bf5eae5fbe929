import type { BacktestReport } from "@/lib/evaluation/report";
import type { PerformanceMetric } from "@/lib/presentation/performance/performance-report";
import type { SliceDimension } from "@/lib/presentation/performance/prepare-slices";
import type { DataStamp } from "./views";

export interface StoredReportRow {
  id: string;
  protocol: BacktestReport["protocol"];
  generatedAt: string;
  windows: number;
  models: number;
  /** Of the snapshot that is served now. */
  isCurrent: boolean;
}

export interface PerformanceView {
  /** Newest first, those of the current snapshot before others. */
  stored: StoredReportRow[];
  /** Files that are no report, and why. */
  refused: { id: string; message: string }[];
  /** null when no readable report is stored. */
  shown: {
    id: string;
    isCurrent: boolean;
    report: BacktestReport;
    /** The model whose figures are drawn. */
    model: string;
    /** It is the one that serves now. */
    isLive: boolean;
    by: SliceDimension;
  } | null;
  /** Of the report that is drawn, else the asked one. */
  protocol: BacktestReport["protocol"];
  options: { k: number; metric: PerformanceMetric };
  /** Name of the model that serves now, in the report or not. */
  liveModel: string;
  stamp: DataStamp;
}
