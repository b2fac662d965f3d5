// `npm run client`: writes the generated types of clients/typescript anew, from what the server describes.
import { bin, run } from './lib.mjs';

process.env.WRITE_CLIENT = '1';
await run(bin('vitest'), ['run', '--project', 'e2e', 'test/e2e/client.spec.ts', '-t', 'is generated from']);
