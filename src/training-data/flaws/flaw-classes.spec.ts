import { describe, expect, it } from 'vitest';
import { GUARDRAILS } from '../../domain/guardrails/registry.js';
import { sentencesOf } from '../../domain/signals/sentences.js';
import { builtInRubric } from '../../platform/rubric-file.js';
import { FLAW_CLASSES } from './flaw-classes.js';
import { type FlawClass, type FlawWay } from './flaw-class.js';
import { fixtureDialogues } from './flaws.fixtures.js';
import { injectFlaw, isCaught, type FlawedReply } from './inject.js';
import { qualityContexts } from './quality-levels.js';

const DIALOGUES = fixtureDialogues();
const CONTEXTS = [...qualityContexts(DIALOGUES, 1)];
const MOMENTS = CONTEXTS.flatMap(({ reference, good, plain }) =>
  [good, plain].flatMap((moment, base) => (moment ? [{ moment, key: `${reference.dialogue}:${reference.reply}:${base}` }] : [])),
);
/** Enough of each way to see what it does. */
const MOST_OF_A_WAY = 6;
/** Has no divisor in common with the number of moments, so that all of them have their turn. */
const STRIDE = 17;

/** Moments spread over the fixtures, a different choice for each way. */
function injectedBy(flaw: FlawClass, way: FlawWay, start: number): FlawedReply[] {
  const replies: FlawedReply[] = [];
  for (let turn = 0; turn < MOMENTS.length && replies.length < MOST_OF_A_WAY; turn++) {
    const { moment, key } = MOMENTS[(start + turn * STRIDE) % MOMENTS.length]!;
    const made = injectFlaw(moment, flaw, way, 1, key);
    if (made) replies.push(made);
  }
  return replies;
}

const REPLIES = new Map(
  FLAW_CLASSES.flatMap((flaw, index) =>
    flaw.ways.map((way, turn): [FlawWay, FlawedReply[]] => [way, injectedBy(flaw, way, 5 * index + turn)]),
  ),
);
const injected = (flaw: FlawClass): FlawedReply[] => flaw.ways.flatMap((way) => REPLIES.get(way)!);

const WAYS = FLAW_CLASSES.flatMap((flaw) =>
  flaw.ways.map((way): [string, FlawClass, FlawWay] => [`${flaw.id}/${way.id}`, flaw, way]),
);
/** Classes about figures, and those that put numbers in by their nature. */
const ABOUT_NUMBERS: readonly string[] = ['wrong-figure', 'contradicts-ask', 'lever-grown', 'leaked-reasoning'];
/** Guardrails that only take points off here until it gets much worse. */
const MILD: readonly string[] = ['several-questions', 'over-length', 'terms-incomplete'];

describe('the fixtures', () => {
  it('are good dialogues: nothing in them is objected to', () => {
    const replies = DIALOGUES.flatMap((dialogue) => dialogue.replies);
    expect(replies.filter(({ text, permitted, findings }) => text === undefined || !permitted || findings.length > 0)).toEqual(
      [],
    );
    expect(CONTEXTS).toHaveLength(replies.length);
    expect(MOMENTS.length % STRIDE).not.toBe(0);
  });
});

describe('every class', () => {
  const rubric = new Set(builtInRubric().items.map(({ id }) => id));
  const guardrails = new Set(GUARDRAILS.map(({ id }) => id));

  it('has a name of its own and three ways at least', () => {
    expect(new Set(FLAW_CLASSES.map(({ id }) => id)).size).toBe(FLAW_CLASSES.length);
    for (const { ways } of FLAW_CLASSES) {
      expect(ways.length).toBeGreaterThanOrEqual(3);
      expect(new Set(ways.map(({ id }) => id)).size).toBe(ways.length);
    }
  });

  it('maps to items of the rubric and to guardrails that exist', () => {
    for (const { id, rubricItems, guardrails: own, mayAlsoTrip = [], severity } of FLAW_CLASSES) {
      expect(rubricItems.length + own.length, id).toBeGreaterThan(0);
      expect(
        [...rubricItems].filter((item) => !rubric.has(item)),
        id,
      ).toEqual([]);
      expect(
        [...own, ...mayAlsoTrip].filter((name) => !guardrails.has(name)),
        id,
      ).toEqual([]);
      expect(severity > 0 && severity < 1, id).toBe(true);
    }
  });

  it('leaves no item of the rubric without an example', () => {
    const covered = new Set(FLAW_CLASSES.flatMap((flaw) => injected(flaw)).flatMap(({ flaw }) => flaw.rubricItems));
    expect([...rubric].filter((item) => !covered.has(item))).toEqual([]);
  });
});

describe.each(WAYS)('%s', (_, flaw, way) => {
  const replies = REPLIES.get(way)!;

  it('happens somewhere, changes the text, and fills every slot', () => {
    expect(replies.length).toBeGreaterThan(0);
    expect(replies.filter(({ unchanged }) => unchanged)).toEqual([]);
    // Holes are what an unfilled slot is about; elsewhere neither slots nor alternatives are left.
    if (flaw.id !== 'leaked-reasoning')
      expect(replies.filter(({ text }) => /[{}|[\]]|<ask>|undefined/i.test(text)).map(({ text }) => text)).toEqual([]);
  });

  it('says no number that is on no record', () => {
    if (ABOUT_NUMBERS.includes(flaw.id)) return;
    const ungrounded = replies.filter(({ findings }) => findings.some(({ guardrail }) => guardrail === 'numeric-grounding'));
    expect(ungrounded.map(({ text }) => text)).toEqual([]);
  });
});

describe('guardrails', () => {
  it.each(
    FLAW_CLASSES.filter(({ id, guardrails }) => guardrails.length > 0 && !MILD.includes(id)).map((flaw): [string, FlawClass] => [
      flaw.id,
      flaw,
    ]),
  )('catch most of %s', (_, flaw) => {
    const mapped = injected(flaw).filter((reply) => reply.flaw.guardrails.length > 0);
    expect(mapped.filter(isCaught).length / mapped.length).toBeGreaterThan(0.6);
  });

  it('of other classes seldom block what was put in', () => {
    const all = FLAW_CLASSES.flatMap((flaw) => injected(flaw));
    expect(all.filter(({ unrelated }) => unrelated.length > 0).length / all.length).toBeLessThan(0.05);
  });
});

describe('an injection', () => {
  it('is the same for the same seed and another for another', () => {
    const texts = (seed: number): string[] =>
      WAYS.flatMap(([, flaw, way]) =>
        MOMENTS.filter((_, index) => index % 25 === 11).flatMap(
          ({ moment, key }) => injectFlaw(moment, flaw, way, seed, key)?.text ?? [],
        ),
      );
    expect(texts(5)).toEqual(texts(5));
    expect(texts(5)).not.toEqual(texts(6));
  });

  it('of what is asked asks one thing, save where asking too much is the fault', () => {
    const asking = FLAW_CLASSES.filter(({ id }) =>
      ['over-promise', 'discloses-room', 'system-change', 'contradicts-ask', 'wrong-figure'].includes(id),
    );
    const replies = asking.flatMap((flaw) => injected(flaw));
    const questions = replies.filter(({ text }) => sentencesOf(text).filter(({ question }) => question).length > 1);
    expect(questions.map(({ text }) => text)).toEqual([]);
  });
});
