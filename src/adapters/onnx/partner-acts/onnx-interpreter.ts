import { Logger } from '@nestjs/common';
import { type ActText, actText } from '../../../domain/understanding/acts/act-text.js';
import { joinActs } from '../../../domain/understanding/acts/join-acts.js';
import { interpret } from '../../../domain/understanding/interpret.js';
import { type InterpretInput, type PartnerReading } from '../../../domain/understanding/reading.js';
import { PartnerInterpreter } from '../../../turn/ports/partner-interpreter.js';
import { Admission } from '../threads/admission.js';
import { type FoundActs } from './partner-acts-model.js';
import { type PartnerActsReader } from './partner-acts-thread.js';

/** The deterministic reading is not kept waiting for longer: a pass takes some 20 ms. */
const DEADLINE_MS = 1_000;
/** Messages that are read at once, and that wait behind them: with more, who comes is read by rules alone. */
const ADMITTED = { running: 2, waiting: 16 };
/** Less likely than this there is no yes, whatever the parser heard. */
const HARDLY_A_YES = 0.02;
/**
 * Acts that end or change a conversation for good, and those that need more than their name. What only the model hears of them is no
 * act: it makes the meaning unclear, and we ask.
 */
const ASKED_BACK = 'opt_out';
/** What is asked is read by the parser, or not answered: an act alone does not say. */
const NAMES_NOTHING = 'question';

/** What a reader of acts found, as a second reading beside the parser's. Pure. */
export function joinFound(input: InterpretInput, parsed: PartnerReading, found: FoundActs): PartnerReading {
  const acts = found.acts.filter((act) => act !== ASKED_BACK && act !== NAMES_NOTHING);
  const joined = joinActs(parsed, { acts, doubted: found.doubted, hearsNoYes: found.yes < HARDLY_A_YES }, input.asked);
  const unheard = found.acts.includes(ASKED_BACK) && !parsed.acts.some(({ act }) => act === ASKED_BACK);
  if (!unheard || joined.ambiguities.includes('meaning')) return joined;
  return { ...joined, ambiguous: true, ambiguities: [...joined.ambiguities, 'meaning'] };
}

/** What the model is shown of a message; undefined where the parser reads alone. Pure. */
export function shownTo({ text, asked }: InterpretInput, { language }: PartnerReading): ActText | undefined {
  const shown = actText(text, asked);
  // The model knows English; what the parser makes of another language is numbers, and those it does not read.
  return shown.words === '' || language !== 'en' ? undefined : shown;
}

/** The deterministic reading, joined with the acts that a trained model finds where it answers in time. */
export class OnnxInterpreter extends PartnerInterpreter {
  readonly version: string;
  private readonly logger = new Logger(OnnxInterpreter.name);
  private readonly admission = new Admission(ADMITTED);

  constructor(private readonly reader: PartnerActsReader) {
    super();
    this.version = `deterministic+${reader.identity}`;
  }

  async interpret(input: InterpretInput, signal?: AbortSignal): Promise<PartnerReading> {
    const parsed = interpret(input);
    const text = shownTo(input, parsed);
    const found = text && (await this.find(text, signal));
    return found ? joinFound(input, parsed, found) : parsed;
  }

  private async find(text: ActText, signal?: AbortSignal): Promise<FoundActs | undefined> {
    const late = AbortSignal.timeout(DEADLINE_MS);
    const until = signal ? AbortSignal.any([signal, late]) : late;
    try {
      return await this.admission.with(until, () => this.reader.run(text, until));
    } catch (error) {
      if (signal?.aborted) return undefined;
      const failure = late.aborted ? 'no answer in time' : error instanceof Error ? error.message : String(error);
      this.logger.warn({ failure }, 'Acts were not read by the model; the deterministic reading stands');
      return undefined;
    }
  }
}
