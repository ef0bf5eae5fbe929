"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { OutcomeLine } from "@/components/outcomes/outcome-line";
import { failureToast } from "@/components/outcomes/undo-toast";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { formatDate } from "@/lib/presentation/format-date";
import type { LaterCustomer, SnoozedProduct, TodayView } from "@/lib/services/today-view";
import type { CallWrites } from "./log-call";

interface PutOffProps {
  later: TodayView["later"];
  writes: Pick<CallWrites, "undo" | "saveNote">;
  refresh: () => void;
}

/** What is out of the queue until a date, apart from it: customers and single parts, the soonest first. */
export function PutOff({ later, writes, refresh }: PutOffProps) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  const titleId = useId();
  const { mutate, isPending } = useMutation({
    mutationFn: async (run: () => Promise<{ ok: true } | { ok: false; message: string }>) => {
      const answer = await run();
      if (!answer.ok) throw new Error(answer.message);
    },
    onError: (error) => void failureToast(t("failed"), { description: error.message }),
    onSettled: refresh,
  });
  if (later.customers.length + later.products.length === 0) return null;
  const bringCustomer = ({ customerId, note }: LaterCustomer) =>
    mutate(() =>
      writes.saveNote({
        customerId,
        note: note.note,
        nextContactOn: null,
        basedOn: note.version,
        idempotencyKey: crypto.randomUUID(),
      }),
    );
  const bringProduct = ({ customerId, agreementId, productId, outcome }: SnoozedProduct) =>
    mutate(() =>
      writes.undo([{ customerId, agreementId, productId, seq: outcome.seq, idempotencyKey: crypto.randomUUID() }]),
    );
  const hiddenCustomers = later.customerTotal - later.customers.length;
  const hiddenProducts = later.productTotal - later.products.length;
  return (
    <Card aria-labelledby={titleId} className="mt-4">
      <CardHeader id={titleId} title={t("later.title")} description={t("later.lead")} />
      <div className="grid border-t border-line lg:grid-cols-2 lg:divide-x lg:divide-line">
        {later.customers.length > 0 ? (
          <section className="min-w-0">
            <h3 className="px-(--panel-p) pt-3 text-sm text-ink-2">
              {t("later.customers")} <span className="num">{later.customerTotal}</span>
            </h3>
            <ul>
              {later.customers.map((customer) => (
                <li key={customer.customerId} className="flex items-center justify-between gap-3 px-(--panel-p) py-2">
                  <div className="min-w-0">
                    <Link
                      href={`/customers/${encodeURIComponent(customer.customerId)}`}
                      className="font-medium hover:text-accent hover:underline"
                    >
                      {customer.name}
                    </Link>
                    <p className="num text-sm text-ink-2">
                      {t("later.contactOn", { date: formatDate(customer.note.nextContactOn, locale) })}
                    </p>
                    {customer.note.note ? <p className="truncate text-xs text-ink-3">{customer.note.note}</p> : null}
                  </div>
                  <Button
                    size="sm"
                    disabled={isPending}
                    aria-label={t("later.bringBackLabel", { name: customer.name })}
                    onClick={() => bringCustomer(customer)}
                  >
                    {t("later.bringBack")}
                  </Button>
                </li>
              ))}
            </ul>
            <More count={hiddenCustomers} />
          </section>
        ) : null}
        {later.products.length > 0 ? (
          <section className="min-w-0">
            <h3 className="px-(--panel-p) pt-3 text-sm text-ink-2">
              {t("later.products")} <span className="num">{later.productTotal}</span>
            </h3>
            <ul>
              {later.products.map((product) => (
                <li
                  key={`${product.agreementId}|${product.productId}`}
                  className="flex items-center justify-between gap-3 px-(--panel-p) py-2"
                >
                  <div className="min-w-0">
                    <Link
                      href={`/customers/${encodeURIComponent(product.customerId)}/agreements/${encodeURIComponent(product.agreementId)}`}
                      className="hover:text-accent hover:underline"
                    >
                      <span className="num font-semibold">{product.code}</span>{" "}
                      {locale === "uk" ? (product.nameUk ?? product.name) : product.name}
                    </Link>
                    <p className="truncate text-sm text-ink-2">{product.customerName}</p>
                    <OutcomeLine outcome={product.outcome} className="text-ink-3" />
                  </div>
                  <Button
                    size="sm"
                    disabled={isPending}
                    aria-label={t("later.bringBackLabel", { name: `${product.code}, ${product.customerName}` })}
                    onClick={() => bringProduct(product)}
                  >
                    {t("later.bringBack")}
                  </Button>
                </li>
              ))}
            </ul>
            <More count={hiddenProducts} />
          </section>
        ) : null}
      </div>
    </Card>
  );
}

function More({ count }: { count: number }) {
  const t = useTranslations("outcomes.later");
  return count > 0 ? <p className="num px-(--panel-p) pb-3 text-sm text-ink-3">{t("more", { count })}</p> : null;
}
