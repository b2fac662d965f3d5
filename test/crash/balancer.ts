import { connect, createServer, type Server, type Socket } from 'node:net';

/** What stands in front of several processes: takes a connection to one of them by chance, to another where it does not answer. */
export class Balancer {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly uniform: () => number,
    private readonly ports: readonly number[],
  ) {}

  /** @param uniform numbers from 0 up to 1 */
  static async over(ports: readonly number[], uniform: () => number): Promise<Balancer> {
    const server = createServer({ pauseOnConnect: true });
    const balancer = new Balancer(server, uniform, ports);
    server.on('connection', (near) => balancer.take(near));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private take(near: Socket): void {
    this.watch(near);
    const first = Math.floor(this.uniform() * this.ports.length);
    const order = this.ports.map((_, index) => this.ports[(first + index) % this.ports.length]!);
    this.attempt(near, order);
  }

  private attempt(near: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined || near.destroyed) {
      near.destroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1' });
    let connected = false;
    far.once('connect', () => {
      connected = true;
      this.watch(far);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      near.pipe(far);
      far.pipe(near);
    });
    far.on('error', () => {
      if (!connected) this.attempt(near, others);
    });
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }
}
