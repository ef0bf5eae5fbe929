import type { AppStorePort } from "./app-store-port";
import * as jobs from "./job-run-programs";
import * as journal from "./journal-programs";
import * as shown from "./list-shown-programs";
import { change, type StoreEngine } from "./store-program";
import * as values from "./value-programs";

/** The store over any engine. */
export function createAppStore(engine: StoreEngine): AppStorePort {
  const { dialect, read, write } = engine;
  return {
    appendOutcome: (draft, audit) => write(() => journal.appendOutcome(dialect, draft, audit)),
    outcomesAfter: (id) => read(() => journal.outcomesAfter(id)),
    appendNote: (draft, audit) => write(() => journal.appendNote(dialect, draft, audit)),
    notesAfter: (id) => read(() => journal.notesAfter(id)),
    noteListShown: (list) => write(() => shown.noteListShown(list)),
    listsShownSince: (day) => read(() => shown.listsShownSince(day)),
    knowPerson: (person, atSec) => write(() => journal.knowPerson(person, atSec)),
    writeAudit: (entry) => write(() => journal.writeAudit(dialect, entry)),
    auditPage: (filter, range) => read(() => journal.auditPage(dialect, filter, range)),
    auditActors: () => read(journal.auditActors),
    setting: async (key) => (await read(() => values.settingEntry(key)))?.value ?? null,
    settingEntry: (key) => read(() => values.settingEntry(key)),
    putSetting: (key, value, setting) => write(() => values.putSetting(dialect, key, { ...setting, value })),
    startJobRun: (draft) => write(() => jobs.startJobRun(dialect, draft)),
    claimJobRun: (claim) => write(() => jobs.claimJobRun(claim)),
    updateJobRun: (update) => write(() => jobs.updateJobRun(update)),
    finishJobRun: (end) => write(() => jobs.finishJobRun(end)),
    jobRun: (id) => read(() => jobs.jobRun(id)),
    listJobRuns: (filter, range) => read(() => jobs.listJobRuns(dialect, filter, range)),
    removeOldJobRuns: (keep) => write(() => jobs.removeOldJobRuns(dialect, keep)),
    savedViews: (of) => read(() => values.savedViews(of)),
    saveView: (draft) => write(() => values.saveView(dialect, draft)),
    deleteView: (view) => write(() => values.deleteView(view)),
    keptValue: (key) => read(() => values.keptValue(key)),
    keepValue: (key, kept) => write(() => values.keepValue(key, kept)),
    ping: async () => {
      // A write that finds nothing: a store that can only be read is not well.
      await write(() => change(`DELETE FROM kept_values WHERE "key" IS NULL`, {}));
    },
    close: () => engine.close(),
  };
}
