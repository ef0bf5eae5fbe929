interface PlotNoteProps {
  title: string;
  lines: readonly (readonly [name: string, value: string])[];
}

/** What stands under the pointer. */
export function PlotNote({ title, lines }: PlotNoteProps) {
  return (
    <div className="num rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs shadow-float">
      <p className="font-medium">{title}</p>
      <dl className="mt-0.5 grid grid-cols-[auto_auto] gap-x-3 text-ink-2">
        {lines.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="text-end text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
