import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands between a client and a server, and does what networks and servers do when they fail. */
export interface TcpProxy {
  readonly port: number;
  /** Connections through it now, and since it was made. */
  figures(): { readonly open: number; readonly made: number };
  /** Nothing passes any more, either way, and nobody is told: a pulled cable, a stopped process. */
  pause(): void;
  resume(): void;
  /** Every connection breaks. */
  cut(): void;
  /** Every connection breaks and nobody listens. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

export async function createTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let listening: Server | null = null;
  let isPaused = false;
  let made = 0;
  let port = 0;

  function join(client: Socket): void {
    made++;
    const pair: Pair = { client, server: connect(target) };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      pair.client.destroy();
      pair.server.destroy();
    };
    for (const [from, to] of [
      [pair.client, pair.server],
      [pair.server, pair.client],
    ]) {
      from.on("data", (bytes) => to.write(bytes));
      from.on("error", end);
      from.on("close", end);
    }
    if (isPaused) hold(pair);
  }
  const hold = ({ client, server }: Pair) => {
    client.pause();
    server.pause();
  };
  const cut = () => {
    for (const { client, server } of [...pairs]) {
      client.resetAndDestroy();
      server.destroy();
    }
  };

  async function start(): Promise<void> {
    if (listening !== null) return;
    listening = createServer(join);
    const server = listening;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    port = (server.address() as { port: number }).port;
  }

  async function stop(): Promise<void> {
    const server = listening;
    listening = null;
    cut();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  await start();
  return {
    get port() {
      return port;
    },
    figures: () => ({ open: pairs.size, made }),
    pause() {
      isPaused = true;
      for (const pair of pairs) hold(pair);
    },
    resume() {
      isPaused = false;
      for (const { client, server } of pairs) {
        client.resume();
        server.resume();
      }
    },
    cut,
    stop,
    start,
  };
}
