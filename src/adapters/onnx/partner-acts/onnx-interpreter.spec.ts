import { describe, expect, it } from 'vitest';
import { type ActText } from '../../../domain/understanding/acts/act-text.js';
import { interpret } from '../../../domain/understanding/interpret.js';
import { OnnxInterpreter } from './onnx-interpreter.js';
import { type FoundActs } from './partner-acts-model.js';
import { type PartnerActsReader } from './partner-acts-thread.js';

/** Finds what it is told to find. */
class Reader implements PartnerActsReader {
  readonly identity = 'partner-acts@1.0.0';
  readonly shown: ActText[] = [];

  constructor(private readonly answer: (signal: AbortSignal) => Promise<FoundActs>) {}

  run(text: ActText, signal: AbortSignal): Promise<FoundActs> {
    this.shown.push(text);
    return this.answer(signal);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const finding = (acts: FoundActs['acts'], yes = 0.5): Reader => new Reader(() => Promise.resolve({ acts, doubted: [], yes }));
const HINT = { text: 'My aunt holds the purse, she would have to see 450 first.', asked: 'rate' } as const;

describe('the interpreter that reads with a trained model', () => {
  it('adds what the model finds to what the parser reads, and shows it no figures', async () => {
    const reader = finding(['need_approval']);
    const sut = new OnnxInterpreter(reader);
    const { acts, quotes } = await sut.interpret(HINT);
    expect(acts.map(({ act }) => act)).toContain('need_approval');
    expect(quotes).toEqual(interpret(HINT).quotes);
    expect(reader.shown).toEqual([{ asked: 'rate', words: 'My aunt holds the purse, she would have to see 0 first.' }]);
    expect(sut.version).toBe('deterministic+partner-acts@1.0.0');
  });

  it('asks back where only the model hears that the partner wants no more messages: that cannot be taken back', async () => {
    const { acts, ambiguities } = await new OnnxInterpreter(finding(['opt_out'])).interpret({
      text: 'The rain does not stop here.',
    });
    expect(acts.map(({ act }) => act)).not.toContain('opt_out');
    expect(ambiguities).toContain('meaning');
  });

  it('takes no question from the model, which cannot say what is asked', async () => {
    const { acts } = await new OnnxInterpreter(finding(['question'])).interpret({ text: 'The rain does not stop here.' });
    expect(acts.map(({ act }) => act)).not.toContain('question');
  });

  it('asks where the model hears no yes to terms at all', async () => {
    const terms = { text: 'Yes', asked: 'confirm' } as const;
    expect((await new OnnxInterpreter(finding([], 0.001)).interpret(terms)).ambiguities).toContain('consent');
    expect((await new OnnxInterpreter(finding([], 0.3)).interpret(terms)).ambiguities).not.toContain('consent');
  });

  it('reads by rules alone what would wait too long', async () => {
    let free = (): void => undefined;
    const gate = new Promise<void>((resolve) => (free = resolve));
    const busy = new Reader(() => gate.then((): FoundActs => ({ acts: ['need_approval'], doubted: [], yes: 0.5 })));
    const sut = new OnnxInterpreter(busy);
    const readings = Array.from({ length: 30 }, () => sut.interpret(HINT));
    free();
    const joined = (await Promise.all(readings)).filter(({ acts }) => acts.some(({ act }) => act === 'need_approval'));
    expect(joined).toHaveLength(18);
  });

  it('reads by rules alone where the model fails, is late, or the text is empty or in another language', async () => {
    const failing = new Reader(() => Promise.reject(new Error('the thread has stopped')));
    expect(await new OnnxInterpreter(failing).interpret(HINT)).toEqual(interpret(HINT));
    const late = new Reader(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    const controller = new AbortController();
    const reading = new OnnxInterpreter(late).interpret(HINT, controller.signal);
    controller.abort(new Error('a newer message'));
    expect(await reading).toEqual(interpret(HINT));
    const reader = finding(['later']);
    for (const text of ['', '  \n', 'Wir müssen das erst mit dem Eigentümer besprechen, bitte haben Sie Geduld.']) {
      expect(await new OnnxInterpreter(reader).interpret({ text })).toEqual(interpret({ text }));
    }
    expect(reader.shown).toEqual([]);
  });
});
