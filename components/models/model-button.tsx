"use client";

import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toaster";

interface ModelButtonProps {
  label: string;
  /** Asked before anything changes. */
  question: string;
  /** Said afterwards. */
  done: string;
  /** The gate would refuse it: the reasons stand beside the button. */
  isRefused?: boolean;
  run: () => Promise<{ ok: true } | { ok: false; message: string }>;
}

/** Changes which model serves: asks first, then says what came of it. */
export function ModelButton({ label, question, done, isRefused = false, run }: ModelButtonProps) {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const act = () =>
    startTransition(async () => {
      const answer = await run();
      setOpen(false);
      if (answer.ok) toast.success(done);
      else toast.error(answer.message);
    });
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button disabled={isRefused}>{label}</Button>
      </DialogTrigger>
      <DialogContent title={label} closeLabel={t("common.close")}>
        <p className="text-base">{question}</p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>{t("models.cancel")}</Button>
          <Button variant="primary" onClick={act} disabled={isPending}>
            {label}
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
