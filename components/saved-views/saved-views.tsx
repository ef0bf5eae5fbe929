"use client";

import { Bookmark } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { failureToast, messageToast, undoToast } from "@/components/outcomes/undo-toast";
import { Button } from "@/components/ui/button";
import { DeferredMenu } from "@/components/ui/deferred-menu";
import { useDeferred } from "@/components/ui/use-deferred";
import type { ListQuery } from "@/lib/presentation/list-href";
import type { SavedViewLine, ViewScreen } from "@/lib/services/saved-views";

type Answer = { ok: true; view: SavedViewLine } | { ok: false; isNameTaken: boolean; message: string };

export interface ViewWrites {
  keep: (input: { screen: ViewScreen; name: string; query: string; isShared: boolean }) => Promise<Answer>;
  rename: (input: { screen: ViewScreen; id: number; name: string }) => Promise<Answer>;
  remove: (input: { screen: ViewScreen; id: number }) => Promise<Answer>;
}

interface SavedViewsProps {
  screen: ViewScreen;
  /** The list as it stands in the address. */
  query: ListQuery;
  views: SavedViewLine[];
  mayShare: boolean;
  writes: ViewWrites;
}

const loadMenu = () => import("./views-menu");
const loadDialogs = () => import("./view-dialogs");

/** Views of a list, kept under a name: apply, save, rename, delete, and take the deletion back. */
export function SavedViews({ screen, query, views, mayShare, writes }: SavedViewsProps) {
  const t = useTranslations("views");
  const router = useRouter();
  const path = usePathname();
  const [, start] = useTransition();
  const [dialogs, fetchDialogs] = useDeferred(loadDialogs);
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const text = new URLSearchParams(query).toString();
  const current = views.find((view) => view.query === text) ?? null;
  const refresh = () => start(() => router.refresh());

  function open(which: "save" | "manage") {
    fetchDialogs();
    setDialog(which);
  }
  const failed = ({ isNameTaken, message }: { isNameTaken: boolean; message: string }) =>
    void failureToast(isNameTaken ? t("nameTaken") : t("failed"), { description: isNameTaken ? undefined : message });

  async function save(name: string, isShared: boolean) {
    const answer = await writes.keep({ screen, name, query: text, isShared });
    if (!answer.ok) return failed(answer);
    setDialog(null);
    void messageToast(t("saved", { name: answer.view.name }));
    refresh();
  }
  async function rename(id: number, name: string) {
    const answer = await writes.rename({ screen, id, name });
    if (!answer.ok) return failed(answer);
    void messageToast(t("renamed", { name: answer.view.name }));
    refresh();
  }
  async function remove(id: number) {
    const answer = await writes.remove({ screen, id });
    if (!answer.ok) return failed(answer);
    // The dialog would stand before the message that takes it back.
    setDialog(null);
    const { name, query: kept, isShared } = answer.view;
    void undoToast(t("deleted", { name }), {
      label: t("undo"),
      run: () =>
        void writes.keep({ screen, name, query: kept, isShared }).then((again) => {
          if (again.ok) refresh();
          else failed(again);
        }),
    });
    refresh();
  }

  const trigger = (
    <Button className="max-w-56">
      <Bookmark aria-hidden className={current ? "fill-current text-accent" : undefined} />
      <span className="truncate">{current?.name ?? t("menu")}</span>
    </Button>
  );
  return (
    <>
      <DeferredMenu
        trigger={trigger}
        load={loadMenu}
        menu={{
          path,
          views,
          current,
          onSave: () => open("save"),
          onManage: views.some((view) => view.isOwn) ? () => open("manage") : null,
        }}
      />
      {dialogs && dialog === "save" ? (
        <dialogs.SaveDialog mayShare={mayShare} onSave={save} onClose={() => setDialog(null)} />
      ) : null}
      {dialogs && dialog === "manage" ? (
        <dialogs.ManageDialog
          views={views.filter((view) => view.isOwn)}
          onRename={rename}
          onDelete={remove}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}
