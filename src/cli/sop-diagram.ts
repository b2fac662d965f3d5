import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { projectRoot } from '../config/paths.js';
import { anywhereDiagram, stagesDiagram } from '../domain/sop/diagram.js';
import { loadSopDefinition } from '../platform/sop-file.js';

const BUILT_IN = fileURLToPath(new URL('../domain/sop/definitions/hotel-rate.sop.yaml', import.meta.url));
const PAGE = join('docs', 'sop.md');

const USAGE = `Draws a procedure as two Mermaid state diagrams: its stages, and what can happen in any of them.

  npm run -s sop-diagram -- [FILE.sop.yaml]   prints them; without a file, of the procedure that ships
  npm run -s sop-diagram -- --write           puts them into ${PAGE}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help || positionals.length > 1 || (values.write && positionals.length > 0)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}

const file = positionals[0] ?? BUILT_IN;
const loaded = loadSopDefinition(readFileSync(file, 'utf8'), file);
if (!loaded.ok) {
  for (const error of loaded.errors) console.error(`${error.file}:${error.line} ${error.path}: ${error.message}`);
  process.exit(1);
}
const diagrams = [stagesDiagram(loaded.definition), anywhereDiagram(loaded.definition)];
if (values.write) {
  const page = join(projectRoot, PAGE);
  let next = 0;
  const text = readFileSync(page, 'utf8').replace(
    /```mermaid\n[^`]*```/g,
    () => `\`\`\`mermaid\n${diagrams[next++] ?? ''}\`\`\``,
  );
  if (next !== diagrams.length) throw new Error(`${PAGE} must have ${diagrams.length} diagrams and has ${next}`);
  writeFileSync(page, text);
} else {
  process.stdout.write(diagrams.join('\n'));
}
