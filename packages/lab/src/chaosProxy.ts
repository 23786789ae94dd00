import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What happens to the connections through a {@link ChaosProxy}: they `pass`, all that are open are `cut` and new ones
 * refused, they stay open but `stall`, or every answer comes after a `delay`.
 */
export type ChaosMode =
  | { kind: 'pass' | 'cut' | 'stall' }
  | { kind: 'delay'; ms: number };

/** Reads a mode as it is typed: `pass`, `cut`, `stall`, `delay 500`; undefined when it is none. */
export function parseChaosMode(line: string): ChaosMode | undefined {
  const [kind, ms] = line.trim().split(/\s+/);
  switch (kind) {
    case 'pass':
    case 'cut':
    case 'stall':
      return { kind };
    case 'delay':
      return Number(ms) > 0 ? { kind, ms: Number(ms) } : undefined;
    default:
      return undefined;
  }
}

interface Connection {
  client: Socket;
  upstream: Socket;
}

/** Stands between two programs as the network does, and does to it what networks do. It knows nothing but bytes. */
export class ChaosProxy {
  private readonly target: { host: string; port: number };
  private readonly server = createServer(client => this.accept(client));
  private readonly connections = new Set<Connection>();
  private mode: ChaosMode = { kind: 'pass' };

  constructor(target: { host: string; port: number }) {
    this.target = target;
  }

  /** Resolves with the port on the loopback interface. */
  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  set(mode: ChaosMode): void {
    this.mode = mode;
    for (const connection of this.connections) {
      if (mode.kind === 'cut') close(connection);
      else this.holdOrLetGo(connection);
    }
  }

  close(): void {
    this.server.close();
    this.connections.forEach(close);
  }

  private accept(client: Socket): void {
    if (this.mode.kind === 'cut') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(this.target);
    const connection = { client, upstream };
    this.connections.add(connection);
    client.on('data', data => upstream.write(data));
    upstream.on('data', data => this.answer(client, data));
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => close(connection));
      socket.on('close', () => {
        this.connections.delete(connection);
        close(connection);
      });
    }
    this.holdOrLetGo(connection);
  }

  private answer(client: Socket, data: Buffer): void {
    if (this.mode.kind !== 'delay') {
      client.write(data);
      return;
    }
    setTimeout(() => {
      if (!client.destroyed) client.write(data);
    }, this.mode.ms);
  }

  private holdOrLetGo({ client, upstream }: Connection): void {
    for (const socket of [client, upstream]) {
      if (this.mode.kind === 'stall') socket.pause();
      else socket.resume();
    }
  }
}

function close({ client, upstream }: Connection): void {
  client.destroy();
  upstream.destroy();
}
