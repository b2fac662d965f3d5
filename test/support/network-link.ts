import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The network between a process and another server, as something that can fail: while it is split nothing passes in either
 * direction and nobody is told, as when a switch dies. Afterwards what was held back arrives late, or the connections are gone.
 */
export class NetworkLink {
  private readonly sockets = new Set<Socket>();
  private isSplit = false;
  private isDown = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(target: { host: string; port: number }): Promise<NetworkLink> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const link = new NetworkLink(server, (server.address() as { port: number }).port);
    server.on('connection', (near) => {
      if (link.isDown) near.resetAndDestroy();
      else link.join(near, connect(target));
    });
    return link;
  }

  /** From now on nothing passes, in connections that are there and in those that are asked for. */
  split(): void {
    this.isSplit = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** The far server is gone: connections end, and new ones find nobody. Until {@link up}. */
  down(): void {
    this.isDown = true;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  up(): void {
    this.isDown = false;
  }

  /** `late`: what was held back arrives now. `reset`: connections of before are gone, with what was held back. */
  heal(how: 'late' | 'reset'): void {
    this.isSplit = false;
    for (const socket of this.sockets) {
      if (how === 'late') socket.resume();
      else socket.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => to.write(chunk));
      from.on('end', () => to.end());
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.isSplit) from.pause();
      else from.resume();
    }
  }
}
