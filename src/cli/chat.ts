import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ChatPartner, ChatRefused, type ChatMessage } from './chat-partner.js';
import { placeOf, placeOfRunningServer, placeOnOwnServer, type ChatPlace } from './chat-server.js';
import { traceLines, type TracedTurn } from './chat-trace.js';

const USAGE = `You are the hotel partner. Talks to the server that runs on DATA_DIR, or starts one just for this conversation.

  npm run chat -- [--trace] [--url ADDRESS_OR_CHAT_LINK [--token TOKEN]] [--ops-key KEY] [--wait SECONDS]

  --trace     after each reply: what was understood, which candidates there were, and why this one was sent
  --url       another server; with a chat link, no token is needed
  --ops-key   the key with which the trace is read (ops:read), where the server is not ours
  --wait      how long to wait for a reply before the next line of a script (20)

Lines are sent as messages. Also: /accept and /decline (the terms that wait), /person, /stop, /trace, /help, /quit.
A script can be piped in; each line waits for the reply to the one before.`;

const COMMANDS = '/accept  /decline  /person  /stop  /trace  /help  /quit';
/** A conversation that we are to open may begin a moment after we come. */
const OPENING_WITHIN_MS = 4_000;
const NAMES = { partner: 'you', agent: 'agent', human: 'person' };

const { values } = parseArgs({
  options: {
    trace: { type: 'boolean', default: false },
    url: { type: 'string' },
    token: { type: 'string' },
    'ops-key': { type: 'string' },
    wait: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});

class Terminal {
  private readonly interactive = process.stdin.isTTY === true;
  private readonly colours = process.stdout.isTTY === true && process.stdout.hasColors();
  private readonly lines = createInterface({ input: process.stdin, output: process.stdout, terminal: this.interactive });
  /** Taken at once: lines that a pipe delivers before they are asked for would be lost. */
  private readonly typed = this.lines[Symbol.asyncIterator]();
  private readonly partner: ChatPartner;
  private readonly waitMs: number;
  private trace: boolean;
  private ended = false;
  private openTerms: string | null = null;
  /** Told when the other side has written something later than this. */
  private awaited: { seq: number; arrived: (message: ChatMessage | null) => void } | null = null;
  private lastReply: ChatMessage | null = null;
  /** Traces are printed in order, and before what comes next. */
  private printing: Promise<void> = Promise.resolve();
  private history = true;

  constructor(
    private readonly place: ChatPlace,
    options: { trace: boolean; waitSeconds: number },
  ) {
    this.trace = options.trace;
    this.waitMs = options.waitSeconds * 1_000;
    this.partner = new ChatPartner(place.baseUrl, place.token, {
      message: (message) => this.receive(message),
      typing: (active) => this.showTyping(active),
      status: (status) => this.print(this.dim(`— ${status.replaceAll('_', ' ')} —`)),
      connection: (connected) =>
        this.ended || this.print(this.dim(connected ? '— connected again —' : '— connection lost, trying again —')),
      ended: (reason) => {
        this.ended = true;
        this.print(reason);
        this.lines.close();
      },
    });
    this.lines.setPrompt(this.interactive ? '> ' : '');
  }

  async run(): Promise<void> {
    this.print(this.dim(`${this.place.note}${this.interactive ? ` ${COMMANDS}` : ''}`));
    await this.partner.open();
    this.history = false;
    if (!this.lastReply) await this.reply(0, OPENING_WITHIN_MS);
    await this.printing;
    this.lines.prompt();
    for await (const line of this.typed) {
      if (this.ended || (await this.handle(line.trim())) === 'quit') break;
      await this.printing;
      this.lines.prompt();
    }
    this.ended = true;
    this.partner.close();
    this.lines.close();
  }

  private async handle(line: string): Promise<'quit' | void> {
    try {
      switch (line) {
        case '':
          return;
        case '/quit':
          return 'quit';
        case '/help':
          return this.print(COMMANDS);
        case '/trace':
          this.trace = !this.trace;
          return this.print(this.dim(`trace ${this.trace ? 'on' : 'off'}`));
        case '/person':
          return await this.settle(this.partner.requestPerson());
        case '/stop':
          return await this.settle(this.partner.optOut());
        case '/accept':
        case '/decline':
          if (!this.openTerms) return this.print('There are no terms waiting for an answer.');
          return await this.answerTerms(this.openTerms, line === '/accept');
        default:
          if (line.startsWith('/')) return this.print(`Unknown command. ${COMMANDS}`);
          return await this.settle(this.partner.say(line));
      }
    } catch (error) {
      if (!(error instanceof ChatRefused)) throw error;
      this.print(`Refused: ${error.message}`);
    }
  }

  private async answerTerms(termsId: string, accept: boolean): Promise<void> {
    this.openTerms = null;
    await this.settle(this.partner.answerTerms(termsId, accept));
  }

  /** At a terminal replies come when they come; a script goes on only when one is there. */
  private async settle(sent: Promise<number>): Promise<void> {
    const seq = await sent;
    if (this.interactive) return;
    const reply = await this.reply(seq, this.waitMs);
    if (!reply) this.print(this.dim(`— no reply within ${this.waitMs / 1_000} s —`));
  }

  private reply(seq: number, withinMs: number): Promise<ChatMessage | null> {
    if (this.lastReply && this.lastReply.seq > seq) return Promise.resolve(this.lastReply);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.awaited?.arrived(null), withinMs);
      this.awaited = {
        seq,
        arrived: (message) => {
          clearTimeout(timer);
          this.awaited = null;
          resolve(message);
        },
      };
    });
  }

  private receive(message: ChatMessage): void {
    const own = message.author === 'partner';
    // What was just typed here stands on the screen already.
    const typedHere = own && this.interactive && !this.history && message.clientMessageId?.startsWith('cli-');
    if (!typedHere) this.print(`${this.name(message.author)} ${printable(message.text).replaceAll('\n', '\n        ')}`);
    if (message.terms) {
      this.openTerms = message.terms.termsId;
      this.print(this.dim('        /accept or /decline these terms'));
    }
    if (own) return;
    this.lastReply = message;
    if (this.trace && !this.history) this.printing = this.printing.then(() => this.printTrace(message.seq));
    void this.printing.then(() => {
      if (this.awaited && message.seq > this.awaited.seq) this.awaited.arrived(message);
    });
  }

  private async printTrace(seq: number): Promise<void> {
    if (!this.place.opsApiKey) return this.print(this.dim('(no trace: it needs --ops-key)'));
    const url = new URL(`/ops/v1/conversations/${this.place.negotiationId}`, this.place.baseUrl);
    const response = await fetch(url, { headers: { authorization: `Bearer ${this.place.opsApiKey}` } });
    if (!response.ok) return this.print(this.dim(`(no trace: the server answered ${response.status})`));
    const { turns } = (await response.json()) as { turns: TracedTurn[] };
    const turn = turns.find((candidate) => candidate.messageSeq === seq);
    for (const line of turn
      ? traceLines(turn)
      : ['(no turn led to this message: a person or a script of the procedure wrote it)']) {
      this.print(this.dim(`        ${printable(line)}`));
    }
  }

  private showTyping(active: boolean): void {
    if (active && this.interactive) this.print(this.dim('agent   …'));
  }

  private name(author: ChatMessage['author']): string {
    const name = NAMES[author].padEnd(7);
    return this.colours ? `\u001b[1;${author === 'partner' ? 36 : 32}m${name}\u001b[0m` : name;
  }

  private dim(text: string): string {
    return this.colours ? `\u001b[2m${text}\u001b[0m` : text;
  }

  /** Above the line that is being typed. */
  private print(text: string): void {
    if (this.interactive) process.stdout.write('\r\u001b[K');
    process.stdout.write(`${text}\n`);
    if (this.interactive && !this.history && !this.ended) this.lines.prompt(true);
  }
}

/** What others wrote must not steer our terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '');
}

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const waitSeconds = Number(values.wait);
  if (!(waitSeconds > 0)) throw new Error('--wait must be a number of seconds');
  const place = values.url
    ? placeOf(values.url, values.token, values['ops-key'])
    : ((await placeOfRunningServer()) ?? (await placeOnOwnServer()));
  try {
    await new Terminal(place, { trace: values.trace, waitSeconds }).run();
  } finally {
    await place.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
