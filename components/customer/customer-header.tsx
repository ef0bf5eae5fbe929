import { Mail, Phone } from "lucide-react";
import { getIntl } from "@/components/shell/get-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { daysBetween, formatDate } from "@/lib/presentation/format-date";
import { formatMoney, formatNumber } from "@/lib/presentation/format-number";
import type { CustomerView } from "@/lib/services/customer-view";
import { SegmentReason } from "./segment-reason";

/** Who the customer is, how to reach them, and the customer in figures. */
export async function CustomerHeader({ view }: { view: CustomerView }) {
  const { t } = await getIntl();
  const { customer } = view;
  const facts = [
    customer.taxId ? t("customer.taxId", { taxId: customer.taxId }) : null,
    customer.region ? t("customer.region", { region: customer.region }) : null,
    t("customer.owner", { owner: customer.ownerName ?? t("common.unassigned") }),
  ].filter((fact) => fact !== null);
  return (
    <>
      <header className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-2xl break-words">{customer.name}</h1>
            {customer.isBlocked ? <Badge tone="danger">{t("customer.blocked")}</Badge> : null}
          </div>
          <p className="num mt-0.5 text-sm text-ink-2">{facts.join(" · ")}</p>
          <div className="mt-1.5">
            <SegmentReason segment={customer.segment} facts={view.segmentFacts} />
          </div>
        </div>
        <Contact phone={customer.phone} email={customer.email} />
      </header>
      {customer.isBlocked ? (
        <p role="note" className="mb-4 rounded-lg bg-danger-soft px-4 py-3 text-base text-danger">
          {t("customer.blockedNote")}
        </p>
      ) : null}
      <CustomerStats view={view} />
    </>
  );
}

async function Contact({ phone, email }: { phone: string | null; email: string | null }) {
  const { t } = await getIntl();
  if (!phone && !email) return <p className="text-sm text-ink-3">{t("customer.noContact")}</p>;
  return (
    <div className="flex flex-wrap gap-2">
      {phone ? (
        <Button asChild variant="primary">
          <a href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`} aria-label={t("customer.phone", { phone })}>
            <Phone aria-hidden />
            <span className="num">{phone}</span>
          </a>
        </Button>
      ) : null}
      {email ? (
        <Button asChild className="max-w-full">
          <a href={`mailto:${encodeURIComponent(email)}`} aria-label={t("customer.email", { email })}>
            <Mail aria-hidden />
            <span className="truncate">{email}</span>
          </a>
        </Button>
      ) : null}
    </div>
  );
}

async function CustomerStats({ view }: { view: CustomerView }) {
  const { t, locale } = await getIntl();
  const { customer, orderIntervalDays, stamp } = view;
  const idleDays = daysBetween(customer.lastOrderAt, stamp.asOf);
  return (
    <Card aria-label={t("customer.stats.label")} className="mb-4 px-4 py-3.5 sm:px-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 sm:flex sm:flex-wrap sm:gap-x-14 max-sm:[&_dd]:text-lg">
        <Stat label={t("customer.stats.orders")} value={formatNumber(customer.orders, locale)} />
        <Stat
          label={t("customer.stats.rhythm")}
          value={
            orderIntervalDays === null
              ? formatNumber(null, locale)
              : t("customer.stats.rhythmValue", { days: Math.max(1, Math.round(orderIntervalDays)) })
          }
        />
        <Stat
          label={t("customer.stats.lastOrder")}
          value={formatDate(customer.lastOrderAt, locale)}
          note={idleDays === null ? null : t("common.daysAgo", { days: Math.max(0, idleDays) })}
          className="max-sm:order-last max-sm:col-span-2"
        />
        <Stat
          label={t("customer.stats.due")}
          value={formatNumber(customer.dueCount, locale)}
          note={customer.overdueCount > 0 ? t("customer.stats.overdueNote", { count: customer.overdueCount }) : null}
        />
        <Stat
          label={t("customer.stats.expected")}
          value={formatMoney(customer.expectedValue, locale)}
          note={t("customer.stats.expectedNote")}
          tone="accent"
        />
      </dl>
    </Card>
  );
}
