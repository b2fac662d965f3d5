import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Finding } from '../../domain/guardrails/guardrail.js';
import { type Rubric } from '../../domain/judge/rubric.js';
import { Chance } from '../../simulation/world/chance.js';
import { type ReplayedDialogue } from '../corpus/replay/replay-dialogue.js';
import { FLAW_CLASSES } from './flaw-classes.js';
import { type FlawClass, type FlawWay } from './flaw-class.js';
import { injectFlaw, type FlawedReply, type InjectedFlaw } from './inject.js';
import { type Moment } from './moment.js';
import { qualityContexts, type ContextReference, type QualityContext } from './quality-levels.js';
import { shuffled } from './wording.js';

export type Quality = 'good' | 'plain' | 'flawed';

/** A reply with what a judge and the guardrails should say to it: one line of a label file. */
export interface LabelledReply {
  id: string;
  dialogue: string;
  /** A writer's dialogues belong to one split. */
  writer: string;
  context: ContextReference;
  quality: Quality;
  /** The quality of the reply that the faults were put into. */
  base?: 'good' | 'plain';
  flaws: InjectedFlaw[];
  text: string;
  plan: ReplyPlan;
  /** Points of the rubric by item, for the faults that were put in. */
  deductions: Record<string, number>;
  /** As the guardrails see the text, passes left out; they neither see all that was put in nor nothing else. */
  findings: Pick<Finding, 'guardrail' | 'result' | 'severity' | 'soft'>[];
}

export interface LabelOptions {
  seed: number;
  rubric: Rubric;
  /** Flawed replies a context; classes that few contexts allow get more where they are possible. */
  flawedPerContext?: number;
  /** Examples that a rare class is to reach where contexts allow. */
  fewest?: number;
}

const FLAWED_PER_CONTEXT = 2;
const FEWEST = 150;
/** Flawed replies that a context may get for the sake of rare classes. */
const MOST_EXTRA = 4;
const MOST_OF_A_RARE_CLASS = 4;
/** Share of flawed replies for which a second fault is tried; it succeeds for about one in four of them. */
const SECOND = 0.12;

/**
 * Labels for every context whose written reply is good: that reply, the scripted arm's, and flawed ones. The class that
 * has the fewest examples so far goes first, and so does the way within it, so that no fault is learnt at the cost of
 * another. Pure: the same dialogues, seed and rubric give the same labels.
 */
export function labelledReplies(dialogues: readonly ReplayedDialogue[], options: LabelOptions): LabelledReply[] {
  const { seed, rubric, flawedPerContext = FLAWED_PER_CONTEXT, fewest = FEWEST } = options;
  const points = new Map(rubric.items.map((item) => [item.id, item.points]));
  const counts = new Counts();
  const labels: LabelledReply[] = [];
  for (const context of qualityContexts(dialogues, seed)) {
    labels.push(labelOf(context, 'good', context.good, points));
    if (context.plain) labels.push(labelOf(context, 'plain', context.plain, points));
    labels.push(...flawedOf(context, { seed, count: flawedPerContext, fewest }, counts, points));
  }
  return labels;
}

/** How often a class and a way have been used. */
class Counts {
  private readonly counts = new Map<string, number>();
  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }
  add(key: string): void {
    this.counts.set(key, this.of(key) + 1);
  }
}

const wayKey = (flaw: { id: string }, way: { id: string }): string => `${flaw.id}/${way.id}`;

function flawedOf(
  context: QualityContext,
  { seed, count, fewest }: { seed: number; count: number; fewest: number },
  counts: Counts,
  points: ReadonlyMap<string, number>,
): LabelledReply[] {
  const { reference } = context;
  const chance = Chance.of(seed, 'which flaws', reference.dialogue, reference.reply);
  const used = new Set<string>();
  const texts = new Set([context.good.text, context.plain?.text]);
  const labels: LabelledReply[] = [];
  const ordered = inOrder(FLAW_CLASSES, chance, (flaw) => counts.of(flaw.id));
  const most = (flaw: FlawClass): number =>
    counts.of(flaw.id) < fewest && isRare(flaw, counts) ? MOST_OF_A_RARE_CLASS : labels.length < count ? 1 : 0;
  for (const flaw of ordered) {
    for (let wanted = most(flaw); wanted > 0 && labels.length < count + MOST_EXTRA; wanted--) {
      // By turns, so that good and plain replies are spoilt alike.
      const bases = turnsOf(context, labels.length + reference.reply);
      const made = firstOf(bases, (base) =>
        withFlaw(context[base]!, flaw, base, { seed, counts, chance, used, texts, reference }),
      );
      if (made === undefined) break;
      labels.push(labelOf(context, 'flawed', made, points, made.base, made.flaws));
    }
  }
  return labels;
}

/** Far behind what the other classes have: few contexts allow it. */
function isRare(flaw: FlawClass, counts: Counts): boolean {
  const all = FLAW_CLASSES.map(({ id }) => counts.of(id)).sort((one, other) => one - other);
  return counts.of(flaw.id) < all[Math.floor(all.length / 2)]! / 2;
}

function turnsOf({ plain }: QualityContext, turn: number): ('good' | 'plain')[] {
  if (plain === undefined) return ['good'];
  return turn % 2 === 0 ? ['good', 'plain'] : ['plain', 'good'];
}

interface Attempt {
  seed: number;
  counts: Counts;
  chance: Chance;
  used: Set<string>;
  texts: Set<string | undefined>;
  reference: ContextReference;
}

interface Made {
  text: string;
  plan: ReplyPlan;
  findings: Finding[];
  flaws: InjectedFlaw[];
  base: 'good' | 'plain';
}

function withFlaw(moment: Moment, flaw: FlawClass, base: 'good' | 'plain', attempt: Attempt): Made | undefined {
  const { seed, counts, chance, used, texts, reference } = attempt;
  const key = `${reference.dialogue}:${reference.reply}:${base}`;
  const ways = inOrder(flaw.ways, chance, (way) => counts.of(wayKey(flaw, way)));
  for (const way of ways) {
    if (used.has(`${base} ${wayKey(flaw, way)}`)) continue;
    const made = clean(injectFlaw(moment, flaw, way, seed, key));
    if (made === undefined || texts.has(made.text)) continue;
    for (const name of [flaw.id, wayKey(flaw, way)]) counts.add(name);
    used.add(`${base} ${wayKey(flaw, way)}`);
    texts.add(made.text);
    const second = chance.happens(SECOND) ? secondFlaw(moment, made, chance, seed, key) : undefined;
    return second ? { ...second, base } : { ...made, flaws: [made.flaw], base };
  }
  return undefined;
}

/** A fault beside the first, which stays in the text as it is. */
function secondFlaw(
  moment: Moment,
  first: FlawedReply,
  chance: Chance,
  seed: number,
  key: string,
): Omit<Made, 'base'> | undefined {
  const flaw = chance.pick(FLAW_CLASSES.filter(({ id }) => id !== first.flaw.class));
  const spoilt: Moment = { ...moment, text: first.text, plan: first.plan, sentences: [first.text] };
  delete spoilt.askAt;
  const made = injectFlaw(spoilt, flaw, chance.pick(flaw.ways), seed, key);
  const blocked = made?.unrelated.filter((guardrail) => !first.flaw.guardrails.includes(guardrail)) ?? [];
  if (made === undefined || made.unchanged || blocked.length > 0 || made.plan !== first.plan || !made.text.includes(first.text))
    return undefined;
  return { text: made.text, plan: made.plan, findings: made.findings, flaws: [first.flaw, made.flaw] };
}

/** Only replies whose fault is the one that is named: nothing else blocks them. */
const clean = (made: FlawedReply | undefined): FlawedReply | undefined =>
  made === undefined || made.unchanged || made.unrelated.length > 0 ? undefined : made;

function labelOf(
  { reference, writer }: QualityContext,
  quality: Quality,
  { text, plan, findings = [] }: { text: string; plan: ReplyPlan; findings?: Finding[] },
  points: ReadonlyMap<string, number>,
  base?: 'good' | 'plain',
  flaws: InjectedFlaw[] = [],
): LabelledReply {
  const items = [...new Set(flaws.flatMap(({ rubricItems }) => rubricItems))];
  return {
    id: labelIdOf(reference, quality, base, flaws),
    dialogue: reference.dialogue,
    writer,
    context: reference,
    quality,
    ...(base === undefined ? {} : { base }),
    flaws,
    text,
    plan,
    deductions: Object.fromEntries(items.flatMap((item) => (points.has(item) ? [[item, points.get(item)!]] : []))),
    findings: findings.map(({ guardrail, result, severity, soft }) => ({
      guardrail,
      result,
      severity,
      ...(soft === undefined ? {} : { soft }),
    })),
  };
}

/** `dialogue#reply:good`, or `dialogue#reply:base+class/way` with every fault of a flawed one. */
export function labelIdOf(
  { dialogue, reply }: ContextReference,
  quality: Quality,
  base: 'good' | 'plain' | undefined,
  flaws: readonly Pick<InjectedFlaw, 'class' | 'way'>[],
): string {
  const suffix = flaws.length === 0 ? quality : `${base}+${flaws.map((flaw) => `${flaw.class}/${flaw.way}`).join('+')}`;
  return `${dialogue}#${reply}:${suffix}`;
}

/** The least used first; those used as often in a drawn order. */
function inOrder<T extends FlawClass | FlawWay>(items: readonly T[], chance: Chance, count: (item: T) => number): T[] {
  return shuffled(chance, items)
    .map((item) => ({ item, used: count(item) }))
    .sort((one, other) => one.used - other.used)
    .map(({ item }) => item);
}

function firstOf<T, R>(items: readonly T[], make: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const made = make(item);
    if (made !== undefined) return made;
  }
  return undefined;
}
