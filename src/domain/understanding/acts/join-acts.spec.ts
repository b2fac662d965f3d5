import { describe, expect, it } from 'vitest';
import { type PartnerAct } from '../../taxonomy.js';
import { interpret } from '../interpret.js';
import { type AskedFor, type PartnerReading } from '../reading.js';
import { joinActs, type SecondReading } from './join-acts.js';

const join = (text: string, acts: PartnerAct[], over: Partial<SecondReading> & { asked?: AskedFor } = {}): PartnerReading => {
  const { asked = 'rate', ...second } = over;
  return joinActs(interpret({ text, asked }), { acts, hearsNoYes: false, ...second }, asked);
};
const actsOf = ({ acts }: PartnerReading): PartnerAct[] => acts.map(({ act }) => act);

describe('a reading joined with that of another reader', () => {
  it('has the acts that only the other one found, with less confidence than plain words have', () => {
    const joined = join('The rain does not stop here. My aunt holds the purse.', ['need_approval']);
    expect(joined.acts).toContainEqual({ act: 'need_approval', confidence: 0.6 });
  });

  it('is the parser’s where the other one found nothing else', () => {
    const alone = interpret({ text: 'No, we cannot do that.', asked: 'rate' });
    expect(joinActs(alone, { acts: ['reject'], hearsNoYes: true }, 'rate')).toEqual(alone);
  });

  it('is understood where the parser understood nothing', () => {
    const text = 'My aunt holds the purse, she would have to see it first.';
    expect(interpret({ text, asked: 'rate' })).toMatchObject({ acts: [{ act: 'unclear' }], ambiguities: ['meaning'] });
    const after = join(text, ['need_approval']);
    expect(actsOf(after)).toEqual(['need_approval']);
    expect(after.ambiguities).toEqual([]);
  });

  it.each(['accept', 'conditional_accept', 'counter', 'correct', 'acknowledge', 'unclear'] as const)(
    'never has %s from the other one alone',
    (act) => expect(actsOf(join('The rain does not stop here.', [act]))).not.toContain(act),
  );

  it('hears less of what the other one doubts, but for what binds or interrupts', () => {
    const text = 'No, that is impossible for us. Never write to me again.';
    const confidences = (doubted: PartnerAct[]): Record<string, number> =>
      Object.fromEntries(join(text, [], { doubted }).acts.map(({ act, confidence }) => [act, confidence]));
    const before = confidences([]);
    const after = confidences(['reject', 'opt_out']);
    expect(before['reject']).toBeGreaterThan(0.5);
    expect(after).toEqual({ ...before, reject: 0.4 });
  });

  it('asks where only the other one hears a yes, and not where an amount was named', () => {
    expect(join('So be it, your figure wins.', ['accept']).ambiguities).toContain('consent');
    expect(join('450 and not less', ['accept']).ambiguities).not.toContain('consent');
  });

  it('asks where the other one hears no yes to restated terms, and leaves a yes before that alone', () => {
    expect(join('Yes', [], { asked: 'confirm', hearsNoYes: true }).ambiguities).toContain('consent');
    expect(join('Yes', [], { asked: 'confirm', hearsNoYes: false }).ambiguities).not.toContain('consent');
    expect(join('Yes', [], { asked: 'rate', hearsNoYes: true }).ambiguities).not.toContain('consent');
  });

  it('asks where one hears a yes and the other a no, and is neither', () => {
    const joined = join('Yes', ['reject'], { asked: 'confirm' });
    expect(joined.ambiguities).toContain('consent');
    expect(actsOf(joined)).not.toContain('reject');
  });
});
