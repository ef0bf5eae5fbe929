import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import type { DataStamp } from "@/lib/services/views";
import { getIntl } from "./get-intl";

/** Which data and which model a page shows: the last line of every page. */
export async function DataStampLine({ stamp }: { stamp: DataStamp }) {
  const { t, locale } = await getIntl();
  const facts = [
    stamp.dataTo ? t("stamp.dataTo", { instant: formatDateTime(stamp.dataTo, locale) }) : t("stamp.noData"),
    t("stamp.model", { model: stamp.model }),
    t("stamp.asOf", { date: formatDate(stamp.asOf, locale) }),
    t(`stamp.source.${stamp.sourceKind}`),
  ];
  return (
    <footer className="num mt-auto flex flex-wrap pt-6 text-xs text-ink-3">
      {facts.map((fact, index) => (
        <span key={fact}>
          {index > 0 ? (
            <span aria-hidden className="mx-1.5">
              ·
            </span>
          ) : null}
          {fact}
        </span>
      ))}
    </footer>
  );
}
