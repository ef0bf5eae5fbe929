import { getIntl } from "@/components/shell/get-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AuditKind } from "@/lib/domain/audit";
import { formatDateTime } from "@/lib/presentation/format-date";
import type { AuditLogView } from "@/lib/services/audit-view";

const TONE_OF: Readonly<Record<AuditKind, BadgeTone>> = {
  sign_in: "neutral",
  sign_out: "neutral",
  sign_in_denied: "danger",
  denied: "danger",
  export: "warn",
  outcome: "info",
  note: "info",
  model: "warn",
  setting: "warn",
  job: "neutral",
};

/** Entries as they were written; the details are ids and figures under their own names. */
export async function AuditTable({ rows }: { rows: AuditLogView["list"]["rows"] }) {
  const { t, locale } = await getIntl();
  return (
    <table className="data-table">
      <caption className="sr-only">{t("audit.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("audit.time")}</th>
          <th scope="col">{t("audit.actor")}</th>
          <th scope="col">{t("audit.kindLabel")}</th>
          <th scope="col">{t("audit.detail")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, actor, actorName, kind, detail }) => (
          <tr key={id}>
            <td data-label={t("audit.time")} className="num whitespace-nowrap text-ink-2">
              <time dateTime={at}>{formatDateTime(at, locale)}</time>
            </td>
            <td data-phone="title" className="font-medium" title={actor}>
              {actorName ?? t("audit.unknown")}
            </td>
            <td data-label={t("audit.kindLabel")}>
              <Badge tone={TONE_OF[kind]}>{t(`audit.kind.${kind}`)}</Badge>
            </td>
            <td data-phone="wide" data-label={t("audit.detail")} className="num text-sm break-words text-ink-2">
              {Object.entries(detail)
                .filter(([, value]) => value !== null)
                .map(([name, value]) => `${name} ${value}`)
                .join(" · ")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
