/** A bolt head with a check cut out of it: the part that fits. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden focusable="false">
      <path d="M12 1.2 21.4 6.6v10.8L12 22.8 2.6 17.4V6.6Z" fill="var(--rail-mark)" />
      <path
        d="m7.4 12.3 3.2 3.3 6-6.9"
        fill="none"
        stroke="#10262d"
        strokeWidth="2.6"
        strokeLinecap="square"
        strokeLinejoin="miter"
      />
    </svg>
  );
}
