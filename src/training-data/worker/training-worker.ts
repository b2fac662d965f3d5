import { GUARDRAILS_VERSION } from '../../domain/guardrails/registry.js';
import { type Rubric, rubricName } from '../../domain/judge/rubric.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { parseCompletion } from '../../domain/policy/serialiser/parse-completion.js';
import { SLOTS, TAGS } from '../../domain/policy/serialiser/tags.js';
import { SERIALISER_VERSION } from '../../domain/policy/serialiser/version.js';
import { freezeStatistics, type ReferenceReply } from '../../domain/rewards/freeze-statistics.js';
import { normalisedSources, scoreReply, type ScoreInput } from '../../domain/rewards/score-reply.js';
import { REWARD_SPECS } from '../../domain/rewards/spec.js';
import { specHash } from '../../domain/rewards/spec-hash.js';
import { faultsOf, type RewardStatistics, type SourceIdentity } from '../../domain/rewards/statistics.js';
import { type CompiledSop } from '../../domain/sop/sop.js';
import { type SimulatedPartner } from '../../simulation/partner.js';
import { SelfPlay, type SelfPlayEnd, type SelfPlayMoment } from '../../simulation/self-play/self-play.js';
import { recordOf } from '../../simulation/summary/tally.js';
import { drawScenario } from '../../simulation/world/draw-scenario.js';
import { type Scenario } from '../../simulation/world/scenario.js';
import { itemContext } from '../annotation/item-context.js';
import { assessReply, scoreInputOf } from '../rewards/assess-reply.js';
import { fields, type Fields } from './fields.js';

/** What the worker is made of; the caller decides where partners and files come from. */
export interface TrainingWorkerParts {
  sop: CompiledSop;
  rubric: Rubric;
  /** @throws for a family that is not there */
  partner(family: string, scenario: Scenario, seed: number, responsive: boolean): SimulatedPartner;
}

interface Running {
  play: SelfPlay;
  scenario: Scenario;
  partner: SimulatedPartner;
}

type Answer = Readonly<Record<string, unknown>>;
type Call = (item: Fields) => Answer | Promise<Answer>;

/** Tokens of a prompt at most; the trainer's own. */
const DEFAULT_BUDGET = 512;

/**
 * What the trainer asks of Parley: contexts, grammars, partners, guardrails, the judge of signals and rewards, all of them the
 * server's own code. One call takes many items, and a faulty item spoils only itself. docs/training-worker.md lists the calls.
 */
export class TrainingWorker {
  private readonly running = new Map<string, Running>();
  private begun = 0;
  private readonly calls: Readonly<Record<string, Call>> = {
    describe: () => this.describe(),
    begin: (item) => this.begin(item),
    speak: (item) => this.speak(item),
    assess: (item) => this.assess(item),
    item: (item) => this.item(item),
    reward: (item) => reward(item),
    freeze: (item) => freeze(item),
    forget: (item) => this.forget(item),
  };

  constructor(private readonly parts: TrainingWorkerParts) {}

  /** @throws for a call that does not exist */
  async answer(call: string, items: readonly unknown[]): Promise<Answer[]> {
    const run = Object.hasOwn(this.calls, call) ? this.calls[call] : undefined;
    if (!run) throw new Error(`There is no call "${call}"; there are ${Object.keys(this.calls).join(', ')}`);
    const answers: Answer[] = [];
    for (const item of items) {
      try {
        answers.push(await run(fields(item)));
      } catch (error) {
        answers.push({ error: error instanceof Error ? error.message : String(error) });
      }
    }
    return answers;
  }

  private describe(): Answer {
    const { sop, rubric } = this.parts;
    return {
      serialiser: SERIALISER_VERSION,
      guardrails: GUARDRAILS_VERSION,
      sop: `${sop.id}@${sop.version}`,
      rubric: rubricName(rubric),
      rubricItems: rubric.items.map(({ id, points }) => ({ id, points })),
      tags: TAGS,
      slots: SLOTS.map((slot) => `{${slot}}`),
      rewardSpecs: [...REWARD_SPECS.keys()],
    };
  }

  /** `completions`: what was said in the conversation before, to go on where it stood. */
  private async begin(item: Fields): Promise<Answer> {
    const family = item.text('partners');
    const seed = item.count('seed');
    const scenario = drawScenario(seed, item.count('index'));
    const partner = this.parts.partner(family, scenario, seed, item.flag('responsive', true));
    const play = new SelfPlay(scenario, partner, this.parts.sop, item.count('budget', DEFAULT_BUDGET));
    const conversation = `${family}-${seed}-${scenario.id}-${++this.begun}`;
    this.running.set(conversation, { play, scenario, partner });
    for (const completion of item.texts('completions', [])) {
      await play.next();
      play.speak(completion);
    }
    return this.standing(conversation);
  }

  private async speak(item: Fields): Promise<Answer> {
    const conversation = item.text('conversation');
    const { play } = this.of(conversation);
    await play.next();
    const { reply, replaced } = play.speak(item.text('completion'));
    const said = { text: reply?.text ?? null, ...(replaced === undefined ? {} : { replaced }) };
    return { ...said, ...(await this.standing(conversation)) };
  }

  private async assess(item: Fields): Promise<Answer> {
    const { advanced, grammar } = await this.momentOf(item);
    const parsed = parseCompletion(item.text('completion'), advanced.context, grammar);
    if (!parsed.ok) return { fault: parsed.fault };
    const { plan, text } = parsed.candidate;
    const assessment = assessReply(advanced, { plan, text }, this.parts.rubric);
    return { text, plan, ...assessment, score: scoreInputOf(advanced, assessment, {}) };
  }

  /** A moment and two replies to it, as a reader who is to compare them sees them. */
  private async item(item: Fields): Promise<Answer> {
    const { advanced, grammar } = await this.momentOf(item);
    const text = (name: string): string => {
      const parsed = parseCompletion(item.text(name), advanced.context, grammar);
      if (!parsed.ok) throw new Error(`${name}: ${parsed.fault}`);
      return parsed.candidate.text;
    };
    return { context: itemContext(advanced.context), a: text('a'), b: text('b') };
  }

  private forget(item: Fields): Answer {
    this.running.delete(item.text('conversation'));
    return {};
  }

  private of(conversation: string): Running {
    const found = this.running.get(conversation);
    if (!found) throw new Error(`There is no conversation "${conversation}"`);
    return found;
  }

  private async momentOf(item: Fields): Promise<SelfPlayMoment> {
    const standing = await this.of(item.text('conversation')).play.next();
    if (standing.kind === 'end') throw new Error('The conversation has ended');
    return standing;
  }

  private async standing(conversation: string): Promise<Answer> {
    const { play, scenario, partner } = this.of(conversation);
    const standing = await play.next();
    if (standing.kind === 'moment') return { conversation, moment: momentOf(standing) };
    this.running.delete(conversation);
    return { conversation, end: endOf(standing, scenario, partner) };
  }
}

function momentOf({ turn, prompt, grammar, advanced: { context } }: SelfPlayMoment): Answer {
  const { stage, reading } = context;
  return {
    turn,
    prompt,
    grammar,
    stage,
    partnerAct: reading?.acts[0]?.act ?? null,
    concern: reading?.concerns.find((concern) => concern !== 'none') ?? null,
  };
}

function endOf({ played }: SelfPlayEnd, scenario: Scenario, partner: SimulatedPartner): Answer {
  const { status, tickets, messages } = recordOf(scenario, partner.description, played);
  return { status, tickets, messages };
}

/** `score` as `assess` gave it; `rm` and `verdict` are a model's, in place of none and of the signals'. */
function reward(item: Fields): Answer {
  const spec = REWARD_SPECS.get(item.text('spec'));
  if (!spec) throw new Error(`There is no reward spec "${item.text('spec')}"`);
  const statistics = item.object('statistics') as unknown as RewardStatistics;
  const faults = faultsOf(statistics);
  if (faults.length > 0) throw new Error(`The statistics are faulty: ${faults.join('; ')}`);
  const score = item.object('score') as unknown as ScoreInput;
  const rm = item.optionalNumber('rm');
  const rmVersion = item.optionalText('rmVersion');
  const verdict = item.optionalObject('verdict') as unknown as Verdict | undefined;
  const input: ScoreInput = {
    ...score,
    ...(rm === undefined ? {} : { rm }),
    ...(rmVersion === undefined ? {} : { rmVersion }),
    ...(verdict === undefined ? {} : { verdict }),
  };
  return { ...scoreReply(input, spec, statistics), sources: normalisedSources(input, spec, statistics) };
}

/** Statistics of the reference policy's replies, and the hashes of all specs with them. */
function freeze(item: Fields): Answer {
  const identity = item.object('identity') as unknown as SourceIdentity;
  const replies = item.objects('replies') as unknown as ReferenceReply[];
  const statistics = freezeStatistics(item.text('id'), identity, replies);
  const hashes = [...REWARD_SPECS].map(([id, spec]) => [id, specHash(spec, statistics)]);
  return { statistics, specHashes: Object.fromEntries(hashes) };
}
