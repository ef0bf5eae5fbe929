"use client";

import { type ComponentType, cloneElement, type ReactElement, useState } from "react";
import { useDeferred } from "./use-deferred";

interface TriggerProps {
  onPointerEnter?: () => void;
  onFocus?: () => void;
  onClick?: () => void;
  "aria-haspopup"?: "menu" | "dialog";
  "aria-expanded"?: boolean;
}

interface DeferredMenuProps<Props> {
  /** The button, by itself. */
  trigger: ReactElement<TriggerProps>;
  /** The module whose default export is the menu around that button; it opens when it appears. */
  load: () => Promise<{ default: ComponentType<Props & { trigger: ReactElement }> }>;
  menu: Props;
  /** What the button opens. */
  popup?: "menu" | "dialog";
}

/** A menu button whose menu is fetched when the pointer or the focus first reaches it, and appears at the first press. */
export function DeferredMenu<Props>({ trigger, load, menu, popup = "menu" }: DeferredMenuProps<Props>) {
  const [module, fetch] = useDeferred(load);
  const [isPressed, setPressed] = useState(false);
  if (isPressed && module) {
    const Menu = module.default;
    return <Menu {...menu} trigger={trigger} />;
  }
  return cloneElement(trigger, {
    "aria-haspopup": popup,
    "aria-expanded": false,
    onPointerEnter: fetch,
    onFocus: fetch,
    onClick: () => {
      fetch();
      setPressed(true);
    },
  });
}
