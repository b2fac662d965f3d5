import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { type Readable, type Writable } from 'node:stream';
import { BadRecord, type JsonRecord, parseJsonRecord } from '../platform/json-record.js';

export interface JsonLinesIo {
  input: Readable;
  output: Writable;
}

export interface JsonLinesArguments {
  in: string;
  out: string;
  /** Names of the command's own switches that were given, without dashes. */
  flags: ReadonlySet<string>;
}

/**
 * Reads `--in FILE|-`, `--out FILE|-` (both `-` where absent, that is the standard streams) and the command's own switches.
 * @throws BadRecord for an unknown or incomplete argument.
 */
export function parseJsonLinesArguments(argv: readonly string[], knownFlags: readonly string[] = []): JsonLinesArguments {
  const parsed = { in: '-', out: '-' };
  const flags = new Set<string>();
  for (let index = 0; index < argv.length; index += 1) {
    const [name = '', inline] = splitOnce(argv[index] ?? '', '=');
    if (name === '--in' || name === '--out') {
      const value = inline ?? argv[(index += 1)];
      if (value === undefined || value === '') throw new BadRecord(`${name} needs a file name or -`);
      parsed[name === '--in' ? 'in' : 'out'] = value;
    } else if (name.startsWith('--') && inline === undefined && knownFlags.includes(name.slice(2))) {
      flags.add(name.slice(2));
    } else {
      throw new BadRecord(`unknown argument ${name}`);
    }
  }
  return { ...parsed, flags };
}

/**
 * Answers every line of `input` with one line of `output`, in order, as it comes; empty lines are skipped.
 * A line that is no JSON object, or for which `handle` throws, gives `{id, error}`. The id is the line's own, else its number.
 * @returns the exit code: 1 if any line failed, else 0.
 */
export async function runJsonLines(handle: (record: JsonRecord) => object | Promise<object>, io: JsonLinesIo): Promise<0 | 1> {
  let failed = false;
  let lineNumber = 0;
  for await (const line of createInterface({ input: io.input, crlfDelay: Infinity })) {
    lineNumber += 1;
    const content = line.charCodeAt(0) === 0xfeff ? line.slice(1) : line;
    if (content.trim() === '') continue;
    let id: string | number = lineNumber;
    let answer: object;
    try {
      const record = parseJsonRecord(content);
      id = idOf(record) ?? lineNumber;
      answer = { id, ...(await handle(record)) };
    } catch (error) {
      failed = true;
      answer = { id, error: error instanceof Error ? error.message : String(error) };
    }
    if (!io.output.write(`${JSON.stringify(answer)}\n`)) await once(io.output, 'drain');
  }
  return failed ? 1 : 0;
}

/** A whole command: arguments, files, lines, exit code. Wrong arguments or an unreadable file end with code 2 and a message. */
export async function jsonLinesCommand(
  argv: readonly string[],
  handlerFor: (flags: ReadonlySet<string>) => (record: JsonRecord) => object | Promise<object>,
  knownFlags: readonly string[] = [],
): Promise<void> {
  try {
    const parsed = parseJsonLinesArguments(argv, knownFlags);
    const input = parsed.in === '-' ? process.stdin : await opened(createReadStream(parsed.in));
    const output = parsed.out === '-' ? process.stdout : await opened(createWriteStream(parsed.out));
    // A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
    process.exitCode = await runJsonLines(handlerFor(parsed.flags), { input, output });
    if (output !== process.stdout) {
      output.end();
      await once(output, 'finish');
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

async function opened<Stream extends Readable | Writable>(stream: Stream): Promise<Stream> {
  await once(stream, 'open');
  return stream;
}

function idOf(record: JsonRecord): string | number | undefined {
  return typeof record.id === 'string' || typeof record.id === 'number' ? record.id : undefined;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
