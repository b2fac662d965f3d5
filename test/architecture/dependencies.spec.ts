import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config/paths.js';

const CONFIGURATION = '.dependency-cruiser.mjs';
const { default: rules } = (await import(join(projectRoot, CONFIGURATION))) as { default: { forbidden: { name: string }[] } };

interface Violation {
  rule: string;
  from: string;
}

/** What the checker says about `src` under a directory. */
async function violationsIn(directory: string): Promise<{ violations: Violation[]; modules: number }> {
  const program = join(projectRoot, 'node_modules', '.bin', 'depcruise');
  const { stdout } = await promisify(execFile)(program, ['--config', CONFIGURATION, '--output-type', 'json', 'src'], {
    cwd: directory,
    maxBuffer: 100_000_000,
  }).catch((error: { stdout?: string }) => {
    // It ends with the number of errors; without an answer on standard output it is broken.
    if (!error.stdout) throw error;
    return { stdout: error.stdout };
  });
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string }[] };
  };
  return {
    violations: summary.violations.map((violation) => ({ rule: violation.rule.name, from: violation.from })),
    modules: summary.totalCruised,
  };
}

/** For every rule a file that breaks it. Everything else in the planted tree is as it should be. */
const PLANTED: Record<string, { file: string; imports: string }[]> = {
  'no-cycles': [{ file: 'src/platform/one.ts', imports: './two.js' }],
  'domain-is-pure': [
    { file: 'src/domain/clock.ts', imports: 'node:perf_hooks' },
    { file: 'src/domain/framework.ts', imports: '@nestjs/common' },
    { file: 'src/domain/settings.ts', imports: '../config/configuration.js' },
  ],
  'turn-knows-domain-and-ports-only': [
    { file: 'src/turn/store.ts', imports: '../adapters/prisma/store.js' },
    { file: 'src/negotiations/chat.ts', imports: '../channels/partner-chat/gateway.js' },
    { file: 'src/turn/settings.ts', imports: '../config/configuration.js' },
  ],
  'the-turn-does-not-know-who-is-told': [{ file: 'src/negotiations/hooks.ts', imports: '../webhooks/dispatcher.js' }],
  'channels-do-not-know-adapters': [{ file: 'src/channels/ota-api/rows.ts', imports: '../../adapters/prisma/store.js' }],
  'channels-do-not-know-each-other': [{ file: 'src/channels/ops-api/sockets.ts', imports: '../partner-chat/gateway.js' }],
  'adapters-do-not-know-channels': [{ file: 'src/adapters/delivery/push.ts', imports: '../../channels/partner-chat/gateway.js' }],
  'the-server-does-without-simulation': [
    { file: 'src/turn/partner.ts', imports: '../simulation/partner.js' },
    { file: 'src/domain/corpus.ts', imports: '../training-data/corpus/dialogue.js' },
  ],
  'simulation-knows-no-adapters': [{ file: 'src/simulation/play/rows.ts', imports: '../../adapters/prisma/store.js' }],
  'partners-do-not-know-each-other': [{ file: 'src/simulation/partners-a/borrowed.ts', imports: '../partners-b/reader.js' }],
  'openai-only-in-its-adapter': [{ file: 'src/adapters/intent/model.ts', imports: 'openai' }],
  'onnx-only-in-its-adapter': [{ file: 'src/adapters/openai/session.ts', imports: 'onnxruntime-node' }],
  'prisma-only-in-its-adapter': [
    { file: 'src/platform/rows.ts', imports: '../adapters/prisma/generated/client.js' },
    { file: 'src/platform/pool.ts', imports: 'pg' },
  ],
  'no-orphans': [{ file: 'src/platform/forgotten.ts', imports: '' }],
};

/** Files that keep the rules, which the planted ones import. */
const CLEAN: Record<string, string> = {
  'src/platform/two.ts': "import './one.js';\nexport {};",
  'src/domain/money.ts': "import 'decimal.js';\nexport {};",
  'src/webhooks/dispatcher.ts': "import '../domain/money.js';\nexport {};",
  'src/turn/turn.ts': "import '../domain/money.js';\nexport {};",
  'src/config/configuration.ts': "import '../domain/money.js';\nexport {};",
  'src/adapters/prisma/store.ts': "import './generated/client.js';\nimport 'pg';\nexport {};",
  'src/adapters/prisma/generated/client.ts': "import '../../../domain/money.js';\nexport {};",
  'src/adapters/openai/client.ts': "import 'openai';\nexport {};",
  'src/adapters/onnx/client.ts': "import 'onnxruntime-node';\nexport {};",
  'src/channels/partner-chat/gateway.ts': "import '../common/problems.js';\nexport {};",
  'src/channels/common/problems.ts': "import '../../domain/money.js';\nexport {};",
  'src/simulation/partner.ts': "import '../domain/money.js';\nexport {};",
  'src/simulation/partners-b/reader.ts': "import '../partner.js';\nexport {};",
  'src/training-data/corpus/dialogue.ts': "import '../../domain/money.js';\nexport {};",
};

describe('who may know whom', () => {
  let tree: string;
  let planted: Violation[];

  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'parley-planted-'));
    const write = (file: string, text: string): void => {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    };
    for (const [file, text] of Object.entries(CLEAN)) write(file, text);
    for (const { file, imports } of Object.values(PLANTED).flat())
      write(file, imports ? `import '${imports}';\nexport {};` : 'export {};');
    for (const file of [CONFIGURATION, 'tsconfig.json']) cpSync(join(projectRoot, file), join(tree, file));
    write('package.json', '{ "type": "module" }');
    mkdirSync(join(tree, 'node_modules', '@nestjs'), { recursive: true });
    for (const name of ['decimal.js', 'openai', 'pg', '@nestjs/common', 'typescript']) {
      symlinkSync(join(projectRoot, 'node_modules', name), join(tree, 'node_modules', name));
    }
    // Not installed yet; the rule must hold from the day on which it is.
    write('node_modules/onnxruntime-node/package.json', '{ "name": "onnxruntime-node", "main": "index.js" }');
    write('node_modules/onnxruntime-node/index.js', '');
    planted = (await violationsIn(tree)).violations;
  }, 60_000);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('is kept by the source', async () => {
    const { violations, modules } = await violationsIn(projectRoot);
    expect(violations).toEqual([]);
    // A checker that reads nothing finds nothing.
    expect(modules).toBeGreaterThan(300);
  }, 60_000);

  it('has a planted violation for every rule', () => {
    expect(Object.keys(PLANTED).sort()).toEqual(rules.forbidden.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(PLANTED).flatMap(([rule, files]) => files.map(({ file, imports }) => ({ rule, file, imports }))))(
    '$rule catches $file importing "$imports"',
    ({ rule, file }) => {
      expect(planted).toContainEqual({ rule, from: file });
    },
  );

  it('finds nothing else in the planted tree', () => {
    const files = new Set([
      ...Object.values(PLANTED)
        .flat()
        .map(({ file }) => file),
      'src/platform/two.ts',
    ]);
    expect(planted.filter((violation) => !files.has(violation.from))).toEqual([]);
  });
});
