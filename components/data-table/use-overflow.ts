import { type RefObject, useEffect, useRef, useState } from "react";

/** Whether a box's one child is wider than the box, and what to give the box as its `ref`. */
export function useOverflow(): [boolean, RefObject<HTMLDivElement | null>] {
  const box = useRef<HTMLDivElement>(null);
  const [isOverflowing, setOverflowing] = useState(false);
  useEffect(() => {
    const outer = box.current;
    const inner = outer?.firstElementChild;
    if (!outer || !inner) return;
    const observer = new ResizeObserver(() => setOverflowing(inner.scrollWidth > outer.clientWidth + 1));
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, []);
  return [isOverflowing, box];
}
