import Link from "next/link";
import { getIntl } from "@/components/shell/get-intl";
import { formatDate } from "@/lib/presentation/format-date";
import type { LeftOutBuyer } from "@/lib/services/product-view";

/** Who is not on the list to call although due, and who said so. */
export async function LeftOutBuyers({ leftOut }: { leftOut: LeftOutBuyer[] }) {
  const { t, locale } = await getIntl();
  if (leftOut.length === 0) return null;
  return (
    <details className="border-t border-line px-4 py-3 sm:px-5">
      <summary className="num cursor-pointer text-sm font-medium text-ink-2 hover:text-ink">
        {t("products.call.leftOut", { count: leftOut.length })}
      </summary>
      <ul className="mt-2 flex flex-col gap-1 text-sm">
        {leftOut.map(({ customerId, customerName, agreementId, why, until, by }) => (
          <li key={agreementId} className="flex flex-wrap gap-x-2">
            <Link href={`/customers/${encodeURIComponent(customerId)}`} className="font-medium hover:underline">
              {customerName}
            </Link>
            <span className="text-ink-2">
              {t(`products.call.why.${why}`, { by: by ?? "", until: formatDate(until, locale) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
