/**
 * What the program needs from the outside, in domain words. Adapters live in the folders beside this file;
 * `lib/services/context.ts` chooses them by configuration. Every method that touches customers takes the scope.
 */
import type { Scope } from "@/lib/domain/caller";
import type { AgreementId, CustomerId, OrderId, OwnerId, ProductId } from "@/lib/domain/ids";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SourceStatus } from "@/lib/domain/source-status";

export interface CustomerRecord {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly taxId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly region: string | null;
  readonly ownerId: OwnerId | null;
  readonly ownerName: string | null;
  readonly isBlocked: boolean;
}

export interface AgreementRecord {
  readonly agreementId: AgreementId;
  readonly customerId: CustomerId;
  /** "" where the source has no Agreement table: the view then names it by its id. */
  readonly name: string;
  readonly number: string | null;
  readonly currency: string | null;
  readonly isActive: boolean;
}

export interface PersonRecord {
  readonly ownerId: OwnerId;
  readonly name: string;
  readonly email: string | null;
}

/** One valid order line of a wanted product, as the ERP has it now. */
export interface PurchaseRecord {
  readonly orderId: OrderId;
  readonly orderedAtSec: number;
  readonly productId: ProductId;
  readonly quantity: number;
  /** EUR net per unit, 0 = not priced yet. */
  readonly unitPrice: number;
}

export interface HistoryQuestion {
  readonly agreementId: AgreementId;
  /** Lines in [.., beforeSec). */
  readonly beforeSec: number;
  /** Ends the reading when nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** Lines, oldest first, ties by order then product id; and each product among them, by id. */
export interface HistoryRecord {
  readonly purchases: PurchaseRecord[];
  readonly products: ProductRecord[];
}

export interface ProductRecord {
  readonly productId: ProductId;
  readonly code: string;
  readonly name: string;
  readonly nameUk: string | null;
  readonly oeNumber: string | null;
  readonly packingStandard: number;
}

/** What lies of a product in one store that sells. */
export interface StockRecord {
  readonly productId: ProductId;
  readonly storage: string;
  readonly amount: number;
}

/** The source says that one product can stand in for the other; it counts both ways. */
export interface AnalogueRecord {
  readonly productId: ProductId;
  readonly analogueId: ProductId;
}

/**
 * The order database, read-only. One set of queries (`lib/data/erp/queries.ts`) serves both engines; an adapter
 * binds parameters and maps rows. Unknown and out-of-scope answer alike: null or an empty list.
 */
export interface ErpPort {
  /** All customers in scope (not Deleted), ordered by id. */
  customersInScope(scope: Scope): Promise<CustomerRecord[]>;
  customer(scope: Scope, id: CustomerId): Promise<CustomerRecord | null>;
  /** All agreements of the customers in scope, ordered by id: the list is searched by agreement number. */
  agreementsInScope(scope: Scope): Promise<AgreementRecord[]>;
  agreementsOfCustomer(scope: Scope, id: CustomerId): Promise<AgreementRecord[]>;
  /** null unless the agreement belongs to the customer and the customer is in scope. */
  agreement(scope: Scope, customer: CustomerId, agreement: AgreementId): Promise<AgreementRecord | null>;
  /** What was bought under one agreement, by one statement; null unless the agreement's customer is in scope. */
  agreementHistory(scope: Scope, question: HistoryQuestion): Promise<HistoryRecord | null>;
  products(ids: readonly ProductId[]): Promise<ProductRecord[]>;
  /** Every product not deleted and not excluded, sold or not, by id: hundreds of thousands, to be asked once a dataset. */
  catalogue(): Promise<ProductRecord[]>;
  /** Stock of the products by store, amounts above 0, by product and store; null where the source has no stock. */
  stock(ids: readonly ProductId[]): Promise<StockRecord[] | null>;
  /** What can stand in for the products, by product and analogue; null where the source does not say. */
  analogues(ids: readonly ProductId[]): Promise<AnalogueRecord[] | null>;
  /** The ERP user with this e-mail (case-insensitive), active and not deleted. */
  personByEmail(email: string): Promise<PersonRecord | null>;
  people(): Promise<PersonRecord[]>;
  /** Which tables and columns exist, with row counts: feeds the data page and `doctor`. */
  describe(): Promise<{ readonly tables: readonly { name: string; rows: number; required: boolean }[] }>;
  close(): Promise<void>;
}

/**
 * The order database itself, where it is SQL Server: asked for one agreement at a time, beside the data set that earlier
 * pulls left.
 */
export interface LiveErpPort {
  /** As `ErpPort.agreementHistory`. Throws AppError `unavailable` soon when the server does not answer. */
  agreementHistory(scope: Scope, question: HistoryQuestion): Promise<HistoryRecord | null>;
  /** How it does, as far as the last questions and signs of life tell. */
  status(): SourceStatus;
  close(): Promise<void>;
}

/** How and from what a snapshot was made; stored beside it. */
export interface SnapshotManifest {
  readonly snapshotId: string;
  /** ISO instant of the build. Not part of the id. */
  readonly builtAt: string;
  readonly source: { readonly kind: "demo" | "import" | "mssql"; readonly detail: string };
  readonly counts: {
    readonly lines: number;
    readonly orders: number;
    readonly agreements: number;
    readonly customers: number;
    readonly products: number;
  };
  readonly dataFromSec: number;
  readonly dataToSec: number;
  readonly excludedProductIds: readonly string[];
  readonly warnings: readonly string[];
  /** Import only. */
  readonly rejected: {
    readonly total: number;
    readonly returns: number;
    readonly byReason: Readonly<Record<string, number>>;
  } | null;
}

export interface RejectedLine {
  readonly file: string;
  /** 1-based line (CSV, header = line 1) or row (Parquet) number. */
  readonly line: number;
  readonly reason: string;
  readonly value: string;
}

/** Reads the current snapshot; notices within seconds when a job swapped in another. */
export interface SnapshotPort {
  /** Throws AppError `unavailable` with a remedy when there is none, `corrupt` when its checksum fails. */
  current(): Promise<{ readonly snapshot: Snapshot; readonly manifest: SnapshotManifest }>;
  /** Rejected lines of the import the current snapshot came from, a page at a time. */
  rejectedLines(range: { offset: number; limit: number }): Promise<RejectedLine[]>;
}

/** A backtest report as it lies in the store; `changedAtMs` and `bytes` tell one state of it from the next. */
export interface StoredReport {
  readonly id: string;
  readonly changedAtMs: number;
  readonly bytes: number;
}

/** The reports that the backtest wrote. What they say is parsed by the services. */
export interface ReportPort {
  /** By id; empty when there is none. */
  list(): Promise<StoredReport[]>;
  /** The text of one report; null when it is gone. Throws AppError `corrupt` when it is too large to be one. */
  read(id: string): Promise<string | null>;
  /** The text of what one model of a report listed; null when that was not kept. Throws AppError `corrupt` as `read` does. */
  readLists(id: string, model: string): Promise<string | null>;
}

/** Vectors of sentences from weights that lie on this machine. */
export interface SentenceEmbedderPort {
  /** Names the weights with their version: results that rest on them differ with it. */
  readonly id: string;
  /** Paper and year of the model. */
  readonly source: string;
  /**
   * Texts x dimensions, row-major, rows of unit length; zeros for a text without a word. Throws AppError `unavailable`
   * when the weights cannot be loaded.
   */
  embed(texts: readonly string[]): Promise<{ readonly dimensions: number; readonly rows: Float64Array }>;
}
