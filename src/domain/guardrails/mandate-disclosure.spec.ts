import { describe, expect, it } from 'vitest';
import { describeWording, wordingContext, wordingSignals } from '../../../test/support/wording-cases.js';
import { type ReplySignals } from '../signals/signals.js';
import { type DisclosureProbe, type GuardInput } from './guardrail.js';
import { mandateDisclosureGuardrail } from './mandate-disclosure.js';

describeWording(
  mandateDisclosureGuardrail,
  [
    'Our ceiling is ¥483.',
    'Оur сeiling is ¥483.',
    'My maximum is not far from that.',
    'Our budget for the room is fixed.',
    'The absolute limit stands at that figure.',
    'Our price range goes a little further.',
    'The highest I’m allowed to say yes to is ¥483.',
    'The most we can do is ¥483.',
    'The maximum I may accept is ¥483.',
    '¥483 is the highest I can go.',
    '¥483 is our limit.',
    '¥483 is as high as we can go.',
    'I cannot go any higher.',
    'We can’t accept anything above ¥483.',
    'I am not allowed to approve more than that.',
    'I can accept any rate below ¥483.',
    'Anything under ¥483 works for us.',
    'Anything above ¥483 would be rejected.',
    'I am authorised to go up to ¥483.',
    'I am only allowed to say yes up to ¥483.',
    'I have permission to pay ¥483.',
    'My mandate ends there.',
    'That is within our limit.',
    'That is just over my budget.',
    'That is close to our maximum.',
    'I have a cap of ¥483.',
    'I still have 12 euros of room left.',
    'I have some room up to ¥483.',
    'You could push me a little further.',
    'The system lets me accept at most ¥483.',
    'At that price I would have to accept.',
    'We set the upper limit at ¥483.',
    'It is at the top of our range.',
    'The real limit is somewhere else.',
    'I can go as far as ¥483.',
    'We could stretch as high as ¥483.',
    'I have full approval up to ¥483.',
    'If you stretch a little, I go as far as ¥483.',
  ],
  [
    'I can stretch a bit for those nights.',
    'I can go up to ¥460 and add the placement.',
    'I could come up a little if you add breakfast.',
    'I cannot share a limit, but my ask is ¥460.',
    'I understand that you have limits.',
    'You have reached your limit, I see.',
    'Is ¥490 the lowest that you can do?',
    'If the limit is years old, the owner may want to look at it.',
    'Could you set the price at ¥460 for those dates?',
    'The room sleeps three at most.',
    'Availability is limited in that week.',
    'It is the most popular room in the campaign.',
    'The most useful change would be the Friday rate.',
    'That is as far as I can see from the page.',
    'The highest price of the week is on Friday.',
    'What is the highest occupancy that week?',
    'I am not able to see your calendar.',
    'The owner would have to accept it first.',
    'I can offer the badge for two weeks.',
    'We are close to each other now.',
    'Your budget is your own matter.',
    'There is some room between our figures.',
    'I would like to stay at ¥460.',
    'Anything else that I should note?',
    'The campaign allows us to show the room to more travellers.',
    'I am allowed to share public prices only.',
    'Could you still go as far as ¥460?',
    'If you could go as far as ¥460, there would be a badge from us.',
    'On none, as far as I am informed.',
    'May I have your approval of it?',
  ],
);

describe('the amounts in a reply', () => {
  const probe = (secret: string): DisclosureProbe => ({ discloses: (amount) => amount === secret, toJSON: () => undefined });
  const answer = (over: Partial<GuardInput>, mentions: Partial<ReplySignals['mentions'][number]>[] = []) => {
    const text = over.text ?? 'Could you do ¥483.17?';
    const signals = { ...wordingSignals(text), mentions } as ReplySignals;
    return mandateDisclosureGuardrail.check({ text, author: 'agent', context: wordingContext(), ...over }, signals);
  };

  it('may not be the secret one, alone or as the end of a range', () => {
    expect(answer({ disclosure: probe('483.17') }, [{ value: '483.17', span: [13, 20] }])).toMatchObject({
      result: 'violation',
      span: [13, 20],
    });
    expect(answer({ disclosure: probe('483.17') }, [{ low: '460', high: '483.17', span: [0, 1] }]).result).toBe('violation');
    expect(answer({ disclosure: probe('483.17') }, [{ value: '460', span: [13, 20] }]).result).toBe('pass');
  });

  it('are never repeated in the reason', () => {
    expect(answer({ disclosure: probe('483.17') }, [{ value: '483.17', span: [13, 20] }]).reason).not.toContain('483');
    expect(answer({ text: 'Our ceiling is 483.17.' }).reason).not.toMatch(/\d/);
  });

  it('cannot be checked where the mandate should be known and is not', () => {
    expect(answer({ disclosureExpected: true }).result).toBe('could_not_check');
    expect(answer({ author: 'human' }).result).toBe('could_not_check');
    expect(answer({ author: 'script', disclosureExpected: true }).result).toBe('could_not_check');
  });

  it('are left to the wording in tools that know no mandate', () => {
    expect(answer({}).result).toBe('pass');
    expect(answer({ author: 'human', disclosureExpected: false }).result).toBe('pass');
  });

  it('do not hide a wording that gives the limit away', () => {
    expect(answer({ text: 'Our ceiling is higher.', disclosureExpected: true }).result).toBe('violation');
  });
});
