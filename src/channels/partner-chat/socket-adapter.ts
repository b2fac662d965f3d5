import { type INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';

type Server = ReturnType<IoAdapter['createIOServer']>;
type ServerOptions = NonNullable<Parameters<IoAdapter['createIOServer']>[1]>;

/**
 * Bytes of one packet. The longest permitted message needs a tenth of it, also when fully escaped: a text that is too long
 * is refused with a reason, and only what no text can be ends the connection.
 */
const MAXIMUM_PACKET_BYTES = 256 * 1_024;

/** Socket.IO on the server's own HTTP port, for all namespaces. */
export class SocketAdapter extends IoAdapter {
  /** @param origins Origins of other sites whose pages may connect; none: pages of this server only. */
  constructor(
    app: INestApplicationContext,
    private readonly origins: readonly string[] = [],
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, {
      ...(options as ServerOptions),
      maxHttpBufferSize: MAXIMUM_PACKET_BYTES,
      // A connection that opens no namespace holds memory for nothing.
      connectTimeout: 10_000,
      ...(this.origins.length > 0 ? { cors: { origin: [...this.origins] } } : {}),
    });
    // Nobody has business in the default namespace, and staying there would escape the timeout above.
    server.of('/').use((_socket, next) => next(new Error('unknown namespace')));
    return server;
  }
}
