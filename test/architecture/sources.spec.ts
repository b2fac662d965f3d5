import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config/paths.js';
import { GUARDRAILS } from '../../src/domain/guardrails/registry.js';

const MAXIMUM_LINES = 400;

/** Longer files, and why that is better than two files. */
const LONG_FILES: Record<string, string> = {
  'src/domain/understanding/acts/cues/yes-no.ts': 'one table of phrases, read top to bottom',
};

/** Files of the project below a folder, without what is generated. */
function filesIn(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/generated/') && !file.includes('node_modules/'));
}

const text = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const sources = filesIn('src').filter((file) => file.endsWith('.ts'));
const code = sources.filter((file) => !file.endsWith('.spec.ts'));

describe('the source', () => {
  it('is there', () => expect(code.length).toBeGreaterThan(200));

  it('reads the environment in src/config and nowhere else', () => {
    const readers = sources.filter((file) => /\bprocess\s*\.\s*env\b|\bprocess\[/.test(text(file)));
    expect(readers.filter((file) => !file.startsWith('src/config/'))).toEqual([]);
    expect(readers.length).toBeGreaterThan(0);
  });

  it('takes time and chance from ports', () => {
    const ports = ['src/platform/system-clock.ts', 'src/platform/system-randomness.ts'];
    const own = code.filter(
      (file) => file.startsWith('src/turn/') || file.startsWith('src/domain/') || file.startsWith('src/negotiations/'),
    );
    const takers = own.filter((file) => /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\b/.test(text(file)));
    expect(takers).toEqual([]);
    for (const port of ports) expect(existsSync(join(projectRoot, port))).toBe(true);
  });

  it(`has no file of more than ${MAXIMUM_LINES} lines without a reason`, () => {
    const long = code.filter((file) => text(file).split('\n').length > MAXIMUM_LINES + 1);
    expect(long.sort()).toEqual(Object.keys(LONG_FILES).sort());
  });

  it('leaves nothing to be done later', () => {
    const marks = [...filesIn('src'), ...filesIn('test'), ...filesIn('scripts'), ...filesIn('docs')]
      .filter((file) => /\.(ts|mjs|md|yaml|prisma|sql)$/.test(file))
      .filter((file) => /(?:\/\/|\*|#|<!--)\s*(?:TODO|FIXME|HACK|XXX)\b/.test(text(file)));
    expect(marks).toEqual([]);
  });

  it('skips no test but those that need a database server', () => {
    const specs = [...sources, ...filesIn('test')].filter(
      (file) => file.endsWith('.spec.ts') && !file.endsWith('sources.spec.ts'),
    );
    const skipping = specs.filter((file) => /\b(?:it|test|describe)\.(?:skip|only|todo)\b/.test(text(file)));
    expect(skipping).toEqual([]);
  });
});

describe('every guardrail', () => {
  const overview = text('docs/guardrails.md');

  it.each(GUARDRAILS.map((guardrail) => guardrail.id))('%s has a file, a spec and a page', (id) => {
    const folder = ['src/domain/guardrails', 'src/domain/guardrails/patterns'].find((each) =>
      existsSync(join(projectRoot, each, `${id}.ts`)),
    );
    expect(folder, `${id}.ts`).toBeDefined();
    expect(existsSync(join(projectRoot, folder!, `${id}.spec.ts`)), `${id}.spec.ts`).toBe(true);
    expect(text(`docs/guardrails/${id}.md`)).toMatch(/\S/);
    expect(overview.includes(`(guardrails/${id}.md)`), 'is named in docs/guardrails.md').toBe(true);
  });

  it('has a name of its own', () => {
    expect(new Set(GUARDRAILS.map((guardrail) => guardrail.id)).size).toBe(GUARDRAILS.length);
  });

  it('is what a page is about', () => {
    const pages = readdirSync(join(projectRoot, 'docs/guardrails')).map((file) => file.replace('.md', ''));
    expect(pages.sort()).toEqual(GUARDRAILS.map((guardrail) => guardrail.id).sort());
  });
});

describe('the top of the project', () => {
  it.each(['package.json', 'nest-cli.json', 'src', 'prisma', 'models', 'test', 'Dockerfile'])('has %s', (name) => {
    expect(existsSync(join(projectRoot, name))).toBe(true);
  });

  it.each(['start', 'test', 'check', 'build', 'chat', 'keys', 'interpret', 'guard'])('has the command %s', (name) => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(scripts[name]).toMatch(/\S/);
  });
});
