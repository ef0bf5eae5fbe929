import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import { AppError } from "@/lib/domain/app-error";
import type { ProductId } from "@/lib/domain/ids";
import type { NoteRevision, OutcomeEvent, OutcomeKey } from "@/lib/domain/outcome";
import { appliedRevisions } from "@/lib/scoring/applied-revisions";
import { hidesProduct, type OutcomeState, outcomeStateOf, type Statement } from "@/lib/scoring/outcome-state";

type AgreementKey = Omit<OutcomeKey, "productId">;

/** Where a customer's note stands; `version` is what the next change has to be based on. */
export interface NoteState {
  readonly current: NoteRevision | null;
  readonly version: number;
}

/** Everything people said, as of one reading of the store. */
export interface Outcomes {
  /** Changes with every row that was read. */
  readonly version: number;
  /** By product; empty when nothing was ever said. */
  ofAgreement(key: AgreementKey): ReadonlyMap<ProductId, OutcomeState>;
  /** The statements that keep products of the agreement out of every list on the ISO date `today`. */
  hiddenIn(key: AgreementKey, today: string): Statement[];
  /** Agreements about which something was said. */
  agreements(): Iterable<AgreementKey>;
  noteOf(customerId: string): NoteState;
  /** Customers with a note or a date. */
  notedCustomers(): Iterable<string>;
}

/** Reads what is new in the store at each call and keeps the rest in memory: lists of all customers need all of it. */
export interface OutcomeBook {
  read(): Promise<Outcomes>;
}

interface AgreementEntry {
  readonly key: AgreementKey;
  readonly events: Map<ProductId, OutcomeEvent[]>;
  readonly states: Map<ProductId, OutcomeState>;
}

const NO_STATES: ReadonlyMap<ProductId, OutcomeState> = new Map();
const NO_NOTE: NoteState = { current: null, version: 0 };
const textOf = ({ customerId, agreementId }: AgreementKey) => `${customerId}\0${agreementId}`;

export function createOutcomeBook(store: Pick<AppStorePort, "outcomesAfter" | "notesAfter">): OutcomeBook {
  const agreements = new Map<string, AgreementEntry>();
  const revisionsOf = new Map<string, NoteRevision[]>();
  const notes = new Map<string, NoteState>();
  let lastOutcome = 0;
  let lastNote = 0;
  let version = 0;

  function takeOutcome(event: OutcomeEvent): void {
    const text = textOf(event);
    const { customerId, agreementId, productId } = event;
    const entry = agreements.get(text) ?? { key: { customerId, agreementId }, events: new Map(), states: new Map() };
    agreements.set(text, entry);
    const events = [...(entry.events.get(productId) ?? []), event];
    entry.events.set(productId, events);
    entry.states.set(productId, outcomeStateOf(events));
    lastOutcome = event.id;
    version++;
  }

  function takeNote(revision: NoteRevision): void {
    const revisions = [...(revisionsOf.get(revision.customerId) ?? []), revision];
    revisionsOf.set(revision.customerId, revisions);
    const { applied, version: noteVersion } = appliedRevisions(revisions);
    notes.set(revision.customerId, { current: applied.at(-1) ?? null, version: noteVersion });
    lastNote = revision.id;
    version++;
  }

  const outcomes: Outcomes = {
    get version() {
      return version;
    },
    ofAgreement: (key) => agreements.get(textOf(key))?.states ?? NO_STATES,
    hiddenIn: (key, today) =>
      [...(agreements.get(textOf(key))?.states.values() ?? [])]
        .map(({ current }) => current)
        .filter((current) => current !== null)
        .filter((current) => hidesProduct(current, today)),
    agreements: () => [...agreements.values()].map(({ key }) => key),
    noteOf: (customerId) => notes.get(customerId) ?? NO_NOTE,
    notedCustomers: () => notes.keys(),
  };

  let wasRead = false;

  /** What came since the last reading; null while the store is away and there was a reading before. */
  async function newRows() {
    try {
      return await Promise.all([store.outcomesAfter(lastOutcome), store.notesAfter(lastNote)]);
    } catch (error) {
      if (wasRead && error instanceof AppError && error.code === "unavailable") return null;
      throw error;
    }
  }

  return {
    async read() {
      const rows = await newRows();
      // Lists go on with what was known: nobody waits for the store to read, and the banner says that it is away.
      if (rows === null) return outcomes;
      wasRead = true;
      const [events, revisions] = rows;
      // Two readings at once both bring the same rows: each is taken once.
      for (const event of events) if (event.id > lastOutcome) takeOutcome(event);
      for (const revision of revisions) if (revision.id > lastNote) takeNote(revision);
      return outcomes;
    },
  };
}
