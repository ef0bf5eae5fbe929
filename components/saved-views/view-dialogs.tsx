"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import type { SavedViewLine } from "@/lib/services/saved-views";

const LONGEST_NAME = 60;
const closing = (onClose: () => void) => (isOpen: boolean) => (isOpen ? undefined : onClose());

interface SaveDialogProps {
  mayShare: boolean;
  onSave: (name: string, isShared: boolean) => Promise<void>;
  onClose: () => void;
}

/** Asks for the name under which the list is kept. */
export function SaveDialog({ mayShare, onSave, onClose }: SaveDialogProps) {
  const t = useTranslations("views");
  const tCommon = useTranslations("common");
  const nameId = useId();
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const [isBusy, setBusy] = useState(false);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    await onSave(name.trim(), isShared).finally(() => setBusy(false));
  }
  return (
    <Dialog open onOpenChange={closing(onClose)}>
      <DialogContent title={t("saveTitle")} description={t("saveLead")} closeLabel={tCommon("close")}>
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <div>
            <label htmlFor={nameId} className="mb-1 block text-sm font-medium">
              {t("name")}
            </label>
            <Input
              id={nameId}
              value={name}
              maxLength={LONGEST_NAME}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          </div>
          {mayShare ? (
            <label className="flex items-start gap-2.5">
              <input
                type="checkbox"
                checked={isShared}
                onChange={({ target }) => setShared(target.checked)}
                className="mt-1 size-4 accent-(--accent)"
              />
              <span>
                <span className="block font-medium">{t("share")}</span>
                <span className="block text-sm text-ink-2">{t("shareNote")}</span>
              </span>
            </label>
          ) : null}
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" variant="primary" disabled={isBusy || name.trim() === ""}>
              {t("keep")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface ManageDialogProps {
  views: SavedViewLine[];
  onRename: (id: number, name: string) => Promise<void>;
  onDelete: (id: number) => Promise<void>;
  onClose: () => void;
}

/** The own views of a list, each to be renamed or deleted. */
export function ManageDialog({ views, onRename, onDelete, onClose }: ManageDialogProps) {
  const t = useTranslations("views");
  const tCommon = useTranslations("common");
  return (
    <Dialog open onOpenChange={closing(onClose)}>
      <DialogContent title={t("manageTitle")} closeLabel={tCommon("close")}>
        {views.length === 0 ? <p className="text-ink-2">{t("none")}</p> : null}
        <ul className="flex flex-col gap-3">
          {views.map((view) => (
            <ManagedView key={`${view.id}|${view.name}`} view={view} onRename={onRename} onDelete={onDelete} />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}

function ManagedView({
  view,
  onRename,
  onDelete,
}: Omit<ManageDialogProps, "views" | "onClose"> & { view: SavedViewLine }) {
  const t = useTranslations("views");
  const [name, setName] = useState(view.name);
  const wanted = name.trim();
  return (
    <li>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void onRename(view.id, wanted);
        }}
      >
        <Input
          aria-label={t("renameLabel", { name: view.name })}
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          className="min-w-40 flex-1"
          onChange={({ target }) => setName(target.value)}
        />
        {view.isShared ? <span className="text-xs text-ink-3">{t("shared")}</span> : null}
        <Button type="submit" disabled={wanted === "" || wanted === view.name}>
          {t("rename")}
        </Button>
        <Button
          variant="danger"
          aria-label={t("deleteLabel", { name: view.name })}
          onClick={() => void onDelete(view.id)}
        >
          {t("delete")}
        </Button>
      </form>
    </li>
  );
}
