import type { GroupDimension, GroupsChart, ProductKind } from "@/lib/presentation/performance/prepare-groups";
import type { DataStamp, Page } from "./views";

/** Why the users behind a report cannot be named: it is of other data, or its lists were not kept. */
export type DrillGap = "otherData" | "notKept";

export interface PerformanceGroupsView {
  over: GroupDimension;
  kind: ProductKind | null;
  dimensions: GroupDimension[];
  /** null when `gap` says why. */
  chart: GroupsChart | null;
  gap: DrillGap | null;
}

/** Whose figures are read: the same everywhere below the Performance page. */
export interface DrillQuestion {
  report: string;
  model: string;
  k: number;
  over: GroupDimension;
  /** null = every measured customer. */
  group: { value: string; name: string | null } | null;
}

export const GROUP_CUSTOMER_SORTS = ["name", "bought", "hits", "missed", "precision", "recall"] as const;
export type GroupCustomerSort = (typeof GROUP_CUSTOMER_SORTS)[number];

/** A customer over all windows in which it was measured. */
export interface GroupCustomerRow {
  customerId: string;
  name: string;
  ownerName: string | null;
  region: string | null;
  /** Windows in which it bought something. */
  windows: number;
  /** Products bought, each counted once an agreement and window. */
  bought: number;
  hits: number;
  /** Ordered but not listed, and how much of it the customer had bought before. */
  missed: number;
  missedRepeat: number;
  precision: number;
  recall: number;
}

export interface GroupCustomersView {
  question: DrillQuestion;
  protocol: string;
  sort: { key: GroupCustomerSort; descending: boolean };
  totals: { customers: number; bought: number; hits: number; missed: number; missedRepeat: number };
  list: Page<GroupCustomerRow>;
  gap: DrillGap | null;
  stamp: DataStamp;
}

export interface MissProduct {
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
  /** Bought before the window. */
  isRepeat: boolean;
  /** 1-based; null = not among the products that were kept of the list. */
  rank: number | null;
}

export interface BoughtProduct extends MissProduct {
  isHit: boolean;
  /** EUR net; null = not priced. */
  value: number | null;
}

/** One list held against what was bought after it. */
export interface MeasuredList {
  agreementId: string;
  agreementName: string;
  hits: number;
  bought: BoughtProduct[];
  /** Listed, not bought. */
  notBought: MissProduct[];
}

export interface CustomerMissesView {
  customer: { customerId: string; name: string };
  question: DrillQuestion;
  protocol: string;
  /** Newest first. */
  windows: { cutoff: string; end: string; lists: MeasuredList[] }[];
  totals: { bought: number; hits: number; missed: number; missedRepeat: number; notBought: number };
  /** Length of the lists that were kept: a rank beyond it is not known. */
  kept: number;
  gap: DrillGap | null;
  stamp: DataStamp;
}
