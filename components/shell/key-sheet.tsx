"use client";

import { useTranslations } from "use-intl";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const KEYS = [
  { key: "palette", caps: ["Ctrl", "K"] },
  { key: "search", caps: ["/"] },
  { key: "down", caps: ["J"] },
  { key: "up", caps: ["K"] },
  { key: "open", caps: ["Enter"] },
  { key: "previousCustomer", caps: ["["] },
  { key: "nextCustomer", caps: ["]"] },
  { key: "help", caps: ["Shift", "/"] },
] as const;

/** On a recommended product's row; the rows themselves listen for them. */
const OUTCOME_KEYS = [
  { key: "offered", caps: ["O"] },
  { key: "ordered", caps: ["R"] },
  { key: "not_now", caps: ["S"] },
  { key: "never", caps: ["N"] },
] as const;

/** The sheet that lists the keys: fetched when it is wanted. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent title={t("shell.keys")} closeLabel={t("common.close")}>
        <dl className="divide-y divide-line">
          {[
            ...KEYS.map(({ key, caps }) => ({ key, caps, label: t(`shell.keyList.${key}`) })),
            ...OUTCOME_KEYS.map(({ key, caps }) => ({ key, caps, label: t(`outcomes.keys.${key}`) })),
          ].map(({ key, caps, label }) => (
            <div key={key} className="flex items-center justify-between gap-4 py-2.5">
              <dt>{label}</dt>
              <dd className="flex gap-1">
                {caps.map((cap) => (
                  <Kbd key={cap}>{cap}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm text-ink-2">{t("shell.keysNote")}</p>
      </DialogContent>
    </Dialog>
  );
}
