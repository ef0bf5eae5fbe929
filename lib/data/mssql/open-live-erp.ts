import type { ErpSettings } from "@/lib/data/erp/erp-settings";
import type { LiveErpPort } from "@/lib/data/ports";
import { createLiveErp } from "./live-erp";
import { openMssqlErp } from "./mssql-erp";
import { createMssqlPool } from "./mssql-pool";
import type { MssqlSettings } from "./mssql-settings";

const PING = { sql: "SELECT 1 AS alive", parameters: {} };

/** SQL Server as pages ask it. Never fails: a server that is away is told by the status. */
export function openLiveErp({
  connection,
  settings,
  timeoutMs,
}: {
  connection: MssqlSettings;
  settings: ErpSettings;
  timeoutMs: number;
}): LiveErpPort {
  const pool = createMssqlPool(connection);
  return createLiveErp({
    timeoutMs,
    close: () => pool.close(),
    open: async () => {
      const erp = await openMssqlErp({ pool, settings, timeoutMs });
      return {
        agreementHistory: (scope, question) => erp.agreementHistory(scope, question),
        ping: async () => {
          await pool.query({ query: PING, values: {}, timeoutMs });
        },
      };
    },
  });
}
