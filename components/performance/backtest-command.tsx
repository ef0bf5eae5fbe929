/** The command that makes a report, ready to be copied; FOLDER is the one that was imported. */
export function BacktestCommand({ protocol, label }: { protocol: string; label: string }) {
  return (
    <p className="mt-3 rounded-md border border-line bg-sunken px-3 py-2 text-start font-mono text-xs text-ink">
      <span className="sr-only">{label}: </span>
      <code className="break-words">npm run backtest -- --data FOLDER --protocol {protocol} --json report.json</code>
    </p>
  );
}
