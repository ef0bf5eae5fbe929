import { getIntl } from "@/components/shell/get-intl";
import { Button } from "@/components/ui/button";
import { AUDIT_KINDS } from "@/lib/domain/audit";
import type { AuditLogView } from "@/lib/services/audit-view";

const SELECT =
  "h-(--control-h) w-full max-w-72 rounded-md border border-line-strong bg-surface px-2 text-base text-ink sm:w-56";

/** A plain form: the address is the state. */
export async function AuditFilter({
  path,
  filter,
  actors,
  total,
}: Pick<AuditLogView, "filter" | "actors"> & { path: string; total: number }) {
  const { t } = await getIntl();
  return (
    <form
      action={path}
      aria-label={t("audit.filter")}
      className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3 sm:px-5"
    >
      <label className="text-xs text-ink-3 max-sm:w-full">
        {t("audit.actor")}
        <select name="actor" defaultValue={filter.actor ?? ""} className={`${SELECT} mt-0.5 block`}>
          <option value="">{t("audit.anybody")}</option>
          {actors.map(({ subject, name }) => (
            <option key={subject} value={subject}>
              {name ?? subject}
            </option>
          ))}
        </select>
      </label>
      <label className="text-xs text-ink-3 max-sm:w-full">
        {t("audit.kindLabel")}
        <select name="kind" defaultValue={filter.kind ?? ""} className={`${SELECT} mt-0.5 block`}>
          <option value="">{t("audit.anything")}</option>
          {AUDIT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`audit.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">{t("audit.apply")}</Button>
      <p className="num ms-auto text-sm text-ink-2">{t("audit.count", { total })}</p>
    </form>
  );
}
