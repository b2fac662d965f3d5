// Runs the embedded database on a thread of its own: its WebAssembly would hold up the event loop for every statement.
// Plain JavaScript, because a worker's file is loaded as it is, from the sources too.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const { directory, snapshot } = workerData;
const database = new PGlite({
  ...(directory === undefined ? {} : { dataDir: directory }),
  ...(snapshot === undefined ? {} : { loadDataDir: new Blob([snapshot]) }),
});

const calls = {
  ready: async () => {
    await database.waitReady;
  },
  /** Whole messages of the wire protocol in, the answers to them out. */
  execute: async (message) => {
    const parts = [];
    await database.runExclusive(() =>
      database.execProtocolRawStream(message, { onRawData: (part) => void parts.push(part.slice()) }),
    );
    return parts.length === 1 ? parts[0] : new Uint8Array(Buffer.concat(parts));
  },
  dump: async () => new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer()),
  close: async () => {
    await database.close();
  },
};

parentPort.on('message', async ({ id, call, data }) => {
  try {
    const result = await calls[call](data);
    parentPort.postMessage({ id, result }, result ? [result.buffer] : []);
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
