import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import type { ProductId } from "@/lib/domain/ids";
import type { NoteRevision, OutcomeEvent, OutcomeKey } from "@/lib/domain/outcome";
import { isStoreFailure } from "@/lib/domain/store-failure";
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
  /** false: the store did not answer, and this is what was known before; a process that never reached it knows nothing. */
  readonly isCurrent: boolean;
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
  /** For showing. A store that fails costs what is new, never the page. */
  read(): Promise<Outcomes>;
  /** For deciding what to write. Throws what the store throws. */
  readCurrent(): Promise<Outcomes>;
}

interface AgreementEntry {
  readonly key: AgreementKey;
  readonly events: Map<ProductId, OutcomeEvent[]>;
  readonly states: Map<ProductId, OutcomeState>;
}

const NO_STATES: ReadonlyMap<ProductId, OutcomeState> = new Map();
const NO_NOTE: NoteState = { current: null, version: 0 };
const textOf = ({ customerId, agreementId }: AgreementKey) => `${customerId}\0${agreementId}`;

/** Everything read of one store. */
interface Known {
  readonly generation: number;
  readonly agreements: Map<string, AgreementEntry>;
  readonly revisionsOf: Map<string, NoteRevision[]>;
  readonly notes: Map<string, NoteState>;
  lastOutcome: number;
  lastNote: number;
}

const nothing = (generation: number): Known => ({
  generation,
  agreements: new Map(),
  revisionsOf: new Map(),
  notes: new Map(),
  lastOutcome: 0,
  lastNote: 0,
});

/** `generation` changes when the store may have become another one: then everything is read again. */
export function createOutcomeBook(
  store: Pick<AppStorePort, "outcomesAfter" | "notesAfter">,
  generation: () => number = () => 0,
): OutcomeBook {
  let known = nothing(generation());
  let version = 0;
  let isCurrent = true;

  const outcomes: Outcomes = {
    get version() {
      return version;
    },
    get isCurrent() {
      return isCurrent;
    },
    ofAgreement: (key) => known.agreements.get(textOf(key))?.states ?? NO_STATES,
    hiddenIn: (key, today) =>
      [...(known.agreements.get(textOf(key))?.states.values() ?? [])]
        .map(({ current }) => current)
        .filter((current) => current !== null)
        .filter((current) => hidesProduct(current, today)),
    agreements: () => [...known.agreements.values()].map(({ key }) => key),
    noteOf: (customerId) => known.notes.get(customerId) ?? NO_NOTE,
    notedCustomers: () => known.notes.keys(),
  };

  async function readCurrent(): Promise<Outcomes> {
    // What was read stays in sight until all of another store has come.
    const from = known;
    const [events, revisions] = await rowsAfter(from.lastOutcome, from.lastNote);
    const now = generation();
    // The first answer of a store taken up anew tells that it is another one: its rows are read from the first.
    if (now !== from.generation) {
      const whole = nothing(now);
      version += take(whole, await rowsAfter(0, 0)) + 1;
      known = whole;
    } else version += take(from, [events, revisions]);
    isCurrent = true;
    return outcomes;
  }

  const rowsAfter = (outcome: number, note: number) =>
    Promise.all([store.outcomesAfter(outcome), store.notesAfter(note)]);

  return {
    readCurrent,
    async read() {
      try {
        return await readCurrent();
      } catch (error) {
        if (!isStoreFailure(error)) throw error;
        isCurrent = false;
        return outcomes;
      }
    },
  };
}

/** Two readings at once both bring the same rows: each is taken once. Answers how many were. */
function take(known: Known, [events, revisions]: readonly [OutcomeEvent[], NoteRevision[]]): number {
  let taken = 0;
  for (const event of events) {
    if (event.id <= known.lastOutcome) continue;
    takeOutcome(known, event);
    taken++;
  }
  for (const revision of revisions) {
    if (revision.id <= known.lastNote) continue;
    takeNote(known, revision);
    taken++;
  }
  return taken;
}

function takeOutcome(known: Known, event: OutcomeEvent): void {
  const text = textOf(event);
  const { customerId, agreementId, productId } = event;
  const entry = known.agreements.get(text) ?? {
    key: { customerId, agreementId },
    events: new Map(),
    states: new Map(),
  };
  known.agreements.set(text, entry);
  const events = [...(entry.events.get(productId) ?? []), event];
  entry.events.set(productId, events);
  entry.states.set(productId, outcomeStateOf(events));
  known.lastOutcome = event.id;
}

function takeNote(known: Known, revision: NoteRevision): void {
  const revisions = [...(known.revisionsOf.get(revision.customerId) ?? []), revision];
  known.revisionsOf.set(revision.customerId, revisions);
  const { applied, version: noteVersion } = appliedRevisions(revisions);
  known.notes.set(revision.customerId, { current: applied.at(-1) ?? null, version: noteVersion });
  known.lastNote = revision.id;
}
