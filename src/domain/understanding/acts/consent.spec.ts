import { describe, expect, it } from 'vitest';
import { type AskedFor } from '../reading.js';
import { tokenise } from '../language/tokens.js';
import { type Consent, readConsent } from './consent.js';

type Answer = 'yes' | 'no' | 'conditional' | 'unclear' | 'nothing';

/** How the rest of the system takes a consent: from 0.6 on something counts. */
function answerOf(consent: Consent): Answer {
  if (consent.conditional > 0 && consent.yes >= 0.4) return 'conditional';
  if (consent.yes >= 0.6 && consent.no < 0.6) return 'yes';
  if (consent.no >= 0.5 && !(consent.ambiguous && consent.no < 0.6)) return 'no';
  return consent.ambiguous ? 'unclear' : 'nothing';
}

const TRUTH_TABLE: readonly (readonly [text: string, asked: AskedFor | undefined, answer: Answer])[] = [
  // A clear yes to restated terms.
  ['yes', 'confirm', 'yes'],
  ['yep go ahead', 'confirm', 'yes'],
  ['ok do it', 'confirm', 'yes'],
  ['confirmed', 'confirm', 'yes'],
  ['deal', 'confirm', 'yes'],
  ['no problem, go ahead', 'confirm', 'yes'],
  ['no changes, agreed', 'confirm', 'yes'],
  ['why not', 'rate', 'yes'],
  ['no problem', 'rate', 'yes'],
  ['I do not mind', 'rate', 'yes'],
  ['works for me', 'rate', 'yes'],
  ['no no its fine, we agree', 'confirm', 'yes'],
  ['yes', undefined, 'yes'],
  // The same word, when something else was asked.
  ['yes', 'greeting', 'nothing'],
  ['yes', 'time', 'nothing'],
  ['I agree', 'reason', 'yes'],
  // Heard, but no consent.
  ['ok', 'confirm', 'unclear'],
  ['ok...', 'confirm', 'unclear'],
  ['ok fine', 'rate', 'unclear'],
  ['not bad', 'rate', 'unclear'],
  ["can't complain", 'rate', 'unclear'],
  ['hmm', 'confirm', 'nothing'],
  ['', 'confirm', 'nothing'],
  ['yes?', 'confirm', 'nothing'],
  ['yes...', 'confirm', 'unclear'],
  // Sarcasm, double negatives, words of others.
  ['yeah right', 'confirm', 'unclear'],
  ['sure, and pigs fly', 'rate', 'unclear'],
  ["I'm not saying no", 'rate', 'unclear'],
  ["I didn't say yes", 'confirm', 'unclear'],
  ['yes and no', 'confirm', 'unclear'],
  ['you wrote "yes" there', 'confirm', 'nothing'],
  // Words of a yes that give none, and the same words where they do.
  ['before I say yes I want to read it', 'rate', 'nothing'],
  ['the change is signed by the fund', 'rate', 'nothing'],
  ['someone else has a deal', 'rate', 'nothing'],
  ['you have a deal', 'rate', 'yes'],
  ['correct', 'confirm', 'yes'],
  ['correct', 'rate', 'unclear'],
  ['go ahead', 'rate', 'yes'],
  ['go ahead', 'nothing', 'nothing'],
  ['the picture of the gate yes', 'rate', 'unclear'],
  ['two yes', 'confirm', 'yes'],
  ['with my photo? then yes', 'rate', 'conditional'],
  ['yes\nwait, my wife says no', 'confirm', 'unclear'],
  ['wait\nyes, confirmed', 'confirm', 'yes'],
  // No, also where a yes word stands under it.
  ['no', 'rate', 'no'],
  ['no way', 'rate', 'no'],
  ["I can't say yes to that", 'rate', 'no'],
  ['I do not agree', 'confirm', 'no'],
  ['not agreed', 'confirm', 'no'],
  ['too low', 'rate', 'no'],
  ['I can not confirm this', 'confirm', 'no'],
  ['we will not do it', 'rate', 'no'],
  // A yes that hangs on something.
  ['yes but only if you drop the commission', 'confirm', 'conditional'],
  ['ok if breakfast is excluded', 'rate', 'conditional'],
  ['deal, but only for november', 'confirm', 'conditional'],
  ['yes, weekdays only', 'confirm', 'conditional'],
  ['ok i will ask if he wants', 'confirm', 'unclear'],
];

describe('consent', () => {
  it.each(TRUTH_TABLE)('%j after %s is %s', (text, asked, answer) => {
    expect(answerOf(readConsent(tokenise(text), asked))).toBe(answer);
  });

  it('says where the condition stands', () => {
    const text = tokenise('yes. only if you pay early. thanks');
    const [start = 0, end = 0] = readConsent(text, 'confirm').conditionAt ?? [];
    expect(text.tokens.slice(start, end).map(({ word }) => word)).toEqual(['only', 'if', 'you', 'pay', 'early']);
  });
});
