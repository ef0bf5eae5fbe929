import { AppError } from "@/lib/domain/app-error";
import type { SavedView } from "@/lib/domain/saved-view";
import type { KeptValue, SavedViewDraft, SettingChange, SettingEntry } from "./app-store-port";
import { knowPerson, writeAudit } from "./journal-programs";
import {
  change,
  insertNumbered,
  type Program,
  put,
  rowOf,
  rowsOf,
  type StoreDialect,
  type StoreRow,
} from "./store-program";

export function* settingEntry(key: string): Program<SettingEntry | null> {
  const row = yield* rowOf(
    `SELECT s.value AS value, s.version AS version, s.changed_by AS changed_by, p.name AS changed_by_name,
  s.changed_at_sec AS changed_at_sec
FROM settings s JOIN people p ON p.subject = s.changed_by WHERE s."key" = @key`,
    { key },
  );
  if (row === null) return null;
  return {
    value: JSON.parse(String(row.value)),
    version: Number(row.version),
    changedBy: { subject: String(row.changed_by), name: String(row.changed_by_name) },
    changedAtSec: Number(row.changed_at_sec),
  };
}

export function* putSetting(
  dialect: StoreDialect,
  key: string,
  { value, actor, atSec, basedOn }: SettingChange & { value: unknown },
): Program<number> {
  const before = yield* settingEntry(key);
  const version = before?.version ?? 0;
  if (basedOn !== undefined && basedOn !== version) {
    throw new AppError("conflict", `${before?.changedBy.name ?? "Somebody"} changed this setting meanwhile.`, {
      remedy: "Look at the value that holds now, then change it again.",
    });
  }
  yield* knowPerson(actor, atSec);
  const written = { value: JSON.stringify(value), changed_by: actor.subject, changed_at_sec: atSec };
  yield* put("settings", { key }, { ...written, version: version + 1 });
  // The log takes figures only; a value of many parts is told by its setting and version.
  const plain = value === null || typeof value !== "object" ? (value as string | number | boolean | null) : null;
  const detail = { setting: key, version: version + 1, ...(plain === null ? {} : { value: plain }) };
  yield* writeAudit(dialect, { kind: "setting", actor: actor.subject, atSec, detail });
  return version + 1;
}

const VIEWS = `SELECT v.id AS id, v.owner AS owner, p.name AS owner_name, v.screen AS screen, v.name AS name, v.query AS query,
  v.is_shared AS is_shared, v.changed_at_sec AS changed_at_sec
FROM saved_views v JOIN people p ON p.subject = v.owner`;

export function* savedViews(of: { subject: string; screen: string }): Program<SavedView[]> {
  const rows = yield* rowsOf(
    `${VIEWS} WHERE v.screen = @screen AND (v.owner = @subject OR v.is_shared = 1)
ORDER BY CASE WHEN v.owner = @subject THEN 0 ELSE 1 END, v.name, v.id`,
    of,
  );
  return rows.map(readView);
}

export function* saveView(
  dialect: StoreDialect,
  { owner, screen, name, query, isShared, changedAtSec }: SavedViewDraft,
): Program<SavedView> {
  yield* knowPerson(owner, changedAtSec);
  const key = { owner: owner.subject, screen, name };
  const values = { query, is_shared: isShared ? 1 : 0, changed_at_sec: changedAtSec };
  const changed = yield* change(
    `UPDATE saved_views SET query = @query, is_shared = @is_shared, changed_at_sec = @changed_at_sec
WHERE owner = @owner AND screen = @screen AND name = @name`,
    { ...key, ...values },
  );
  if (changed === 0) yield* insertNumbered(dialect, "saved_views", { ...key, ...values });
  const row = yield* rowOf(`${VIEWS} WHERE v.owner = @owner AND v.screen = @screen AND v.name = @name`, key);
  return readView(row as StoreRow);
}

export function* deleteView(view: { id: number; owner: string }): Program<boolean> {
  return (yield* change("DELETE FROM saved_views WHERE id = @id AND owner = @owner", view)) > 0;
}

function readView(row: StoreRow): SavedView {
  return {
    id: Number(row.id),
    owner: { subject: String(row.owner), name: String(row.owner_name) },
    screen: String(row.screen),
    name: String(row.name),
    query: String(row.query),
    isShared: Number(row.is_shared) === 1,
    changedAtSec: Number(row.changed_at_sec),
  };
}

export function* keptValue(key: string): Program<KeptValue | null> {
  const row = yield* rowOf('SELECT value AS value, at_sec AS at_sec FROM kept_values WHERE "key" = @key', { key });
  return row === null ? null : { value: JSON.parse(String(row.value)), atSec: Number(row.at_sec) };
}

export function* keepValue(key: string, { value, atSec }: KeptValue): Program<void> {
  yield* put("kept_values", { key }, { value: JSON.stringify(value), at_sec: atSec });
}
