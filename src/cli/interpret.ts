import { interpretLine } from './interpret-line.js';
import { jsonLinesCommand } from './json-lines.js';

await jsonLinesCommand(process.argv.slice(2), () => interpretLine);
