import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BadRecord, type JsonRecord } from '../platform/json-record.js';
import { parseJsonLinesArguments, runJsonLines } from './json-lines.js';

async function run(lines: string, handle: (record: JsonRecord) => object = (record) => ({ echo: record.text })) {
  const written: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const code = await runJsonLines(handle, { input: Readable.from([lines]), output });
  const answers = written
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, answers };
}

describe('the JSON-lines runner', () => {
  it('answers every line in order and ends with 0', async () => {
    const { code, answers } = await run('{"id":"a","text":"one"}\r\n\n{"id":2,"text":"two"}');
    expect(code).toBe(0);
    expect(answers).toEqual([
      { id: 'a', echo: 'one' },
      { id: 2, echo: 'two' },
    ]);
  });

  it('names a line without an id by its number', async () => {
    expect((await run('\n{"text":"x"}\n')).answers).toEqual([{ id: 2, echo: 'x' }]);
  });

  it('reports a bad line, does the rest and ends with 1', async () => {
    const { code, answers } = await run('{"id":"a"\n[1]\n{"id":"c","text":"fine"}\n', (record) => ({ echo: record.text }));
    expect(code).toBe(1);
    expect(answers).toEqual([
      { id: 1, error: 'not a JSON line' },
      { id: 2, error: 'not a JSON object' },
      { id: 'c', echo: 'fine' },
    ]);
  });

  it('keeps the id of a line whose content the command refuses', async () => {
    const { code, answers } = await run('{"id":"a"}', () => {
      throw new BadRecord('text must be a string');
    });
    expect(code).toBe(1);
    expect(answers).toEqual([{ id: 'a', error: 'text must be a string' }]);
  });

  it('ignores a byte order mark', async () => {
    expect((await run('\ufeff{"id":"a","text":"x"}')).code).toBe(0);
  });
});

describe('the arguments of a JSON-lines command', () => {
  it('default to the standard streams', () => {
    expect(parseJsonLinesArguments([])).toEqual({ in: '-', out: '-', flags: new Set() });
  });

  it('take files with a space or an equals sign, and known switches', () => {
    const parsed = parseJsonLinesArguments(['--in', 'a.jsonl', '--out=b.jsonl', '--inbound'], ['inbound']);
    expect(parsed).toEqual({ in: 'a.jsonl', out: 'b.jsonl', flags: new Set(['inbound']) });
  });

  it('refuse what they do not know and what is missing', () => {
    expect(() => parseJsonLinesArguments(['--inbound'])).toThrow(BadRecord);
    expect(() => parseJsonLinesArguments(['--in'])).toThrow('--in needs a file name or -');
  });
});
