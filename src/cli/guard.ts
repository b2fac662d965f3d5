import { guardLine, inboundLine } from './guard-line.js';
import { jsonLinesCommand } from './json-lines.js';

await jsonLinesCommand(process.argv.slice(2), (flags) => (flags.has('inbound') ? inboundLine : (record) => guardLine(record)), [
  'inbound',
]);
