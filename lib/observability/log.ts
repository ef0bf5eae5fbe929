type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

function write(level: Level, event: string, fields: Fields): void {
  const setting = process.env.PARTWISE_LOG_LEVEL ?? "info";
  if (setting === "off" || LEVELS.indexOf(level) < LEVELS.indexOf(setting as Level)) return;
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
}

/** One JSON line an event on stderr. Fields are ids, codes and figures: no names, e-mail addresses, tokens or secrets. */
export const log = {
  debug: (event: string, fields: Fields = {}) => write("debug", event, fields),
  info: (event: string, fields: Fields = {}) => write("info", event, fields),
  warn: (event: string, fields: Fields = {}) => write("warn", event, fields),
  error: (event: string, fields: Fields = {}) => write("error", event, fields),
};
