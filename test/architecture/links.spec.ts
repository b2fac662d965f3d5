import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config/paths.js';

const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'coverage',
  '.git',
  '.data',
  '.venv',
  'runs',
  '.pytest_cache',
]);

function markdownUnder(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : markdownUnder(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Text without code, in which brackets are no links. */
const prose = (text: string): string => text.replace(/```[^]*?```/g, '').replace(/`[^`\n]*`/g, '');

/** Where links and images lead, `[text](address)` and `src="address"`. */
function addressesIn(text: string): string[] {
  const links = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g), ...prose(text).matchAll(/\b(?:src|href)="([^"]+)"/g)];
  return links.map((match) => match[1]!);
}

/** The anchor that a heading gets: lower case, without punctuation, dashes for spaces. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replace(/ /g, '-');

const anchorsIn = (text: string): string[] =>
  [...text.replace(/```[^]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1]!));

/** What is wrong with a link of this file; undefined where nothing is. Addresses on the web are not looked up. */
function fault(file: string, address: string): string | undefined {
  if (/^(https?|mailto):/.test(address)) return undefined;
  const [path = '', anchor] = address.split('#');
  const target = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
  if (!existsSync(target)) return `${address}: no such file`;
  if (anchor !== undefined && !anchorsIn(readFileSync(target, 'utf8')).includes(anchor)) return `${address}: no such heading`;
  return undefined;
}

const files = markdownUnder(projectRoot);

describe('Links in Markdown', () => {
  it('are looked for in all pages', () => {
    const names = files.map((file) => relative(projectRoot, file));
    expect(names).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', join('docs', 'sop.md')]));
    expect(files.flatMap((file) => addressesIn(readFileSync(file, 'utf8'))).length).toBeGreaterThan(100);
  });

  it.each(files.map((file) => [relative(projectRoot, file), file]))('of %s lead somewhere', (_, file) => {
    const faults = addressesIn(readFileSync(file, 'utf8')).map((address) => fault(file, address));
    expect(faults.filter((each) => each !== undefined)).toEqual([]);
  });

  it('are found wanting where file or heading is missing', () => {
    const readme = join(projectRoot, 'README.md');
    expect(fault(readme, 'docs/nowhere.md')).toContain('no such file');
    expect(fault(readme, '#nowhere-at-all')).toContain('no such heading');
    expect(addressesIn('`[a](b)` [c](d) <img src="e">')).toEqual(['d', 'e']);
  });
});
