import { ConfigurationError, readConfiguration } from './config/configuration.js';
import { startServer } from './server.js';

/** Starts the server, says where to click, and stops cleanly on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const server = await startServer(readConfiguration());
  const lines = [`Parley listens on ${server.url}`, `  API documentation  ${server.url}/docs`];
  if (server.demo) {
    lines.push(
      `  Chat as the hotel  ${server.demo.chatUrl}`,
      `  Watch as ops       ${server.demo.dashboardUrl}`,
      `  Keys and ids       ${server.demo.file}`,
      '  In a terminal      npm run chat -- --trace',
    );
  }
  console.log(lines.join('\n'));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
});
