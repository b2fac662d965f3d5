import { describe, expect, it } from 'vitest';
import { parseDialogues } from '../../training-data/corpus/parse-dialogues.js';
import { mineUtterances } from './mine-utterances.js';

const HEADER = 'persona: Owner of a small hotel\nconcern: cost\nseason: low\nmanner: careless\noutcome: agreed\n';

/** What is mined from one exchange: our act, then the partner's line. */
function mined(stageAndAct: string, line: string) {
  const { dialogues, faults } = parseDialogues(
    'writer.txt',
    `# one\n${HEADER}\nA opening greet | Hello, this is {ota}.\nA ${stageAndAct} | What about it?\n${line}\n`,
  );
  expect(faults).toEqual([]);
  return mineUtterances(dialogues);
}

describe('mineUtterances', () => {
  it('keeps a figure that stands on its own, with its labels and where it is from', () => {
    expect(mined('bargaining counter small', 'P counter tired cost | no. {quote} maybe')).toEqual([
      {
        saying: 'counter',
        acts: ['counter'],
        concern: 'cost',
        mood: 'tired',
        manner: 'careless',
        text: 'no. {quote} maybe',
        source: 'one:10',
      },
    ]);
  });

  it.each([
    ['a yes to an ask is one', 'bargaining counter small', 'P accept | ok, that works for us', 'accept'],
    ['a yes to terms is a confirmation', 'confirming confirm_terms', 'P accept | Yes, I agree', 'confirm'],
    ['leave to go on', 'briefing brief', 'P acknowledge | ok, go on', 'go_ahead'],
    ['a no', 'proposing propose first', 'P reject | No, that is too low', 'reject'],
    ['a last no', 'proposing propose first', 'P reject | No, that is my last word', 'reject_for_good'],
    ['a question with its topic', 'bargaining hold same', 'P question | What do we get for it?', 'ask_benefit'],
  ])('knows by what we did that it is %s', (_, ours, line, saying) => {
    expect(mined(ours, line).map((pattern) => pattern.saying)).toEqual([saying]);
  });

  it.each([
    ['points to somebody', 'bargaining counter small', 'P reject | He said no'],
    ['speaks of a thing of one dialogue', 'bargaining counter small', 'P reject | No, the banner is not worth it'],
    ['names a place', 'bargaining counter small', 'P reject | No, not in Porto'],
    ['has a slot that cannot be filled', 'bargaining counter small', 'P reject | No, {amount} is what it costs'],
    ['has a second figure', 'bargaining counter small', 'P counter | {quote}, and {quote_2} for the other'],
    ['puts a condition beside its figure', 'bargaining counter small', 'P counter | {quote} if you pay earlier'],
    ['says yes without a yes', 'bargaining counter small', 'P accept | The moon is out'],
    ['says yes and no', 'bargaining counter small', 'P accept | yes but not now'],
    ['only heard the ask', 'bargaining counter small', 'P accept | ok'],
  ])('leaves out a line that %s', (_, ours, line) => {
    expect(mined(ours, line)).toEqual([]);
  });

  it('keeps a reason of season for that season', () => {
    const [pattern] = mined('exploring ask_reason', 'P give_reason season | these are quiet weeks for us');
    expect(pattern ?? mined('exploring ask_reason', 'P give_reason season | it is a quiet time for us')[0]).toMatchObject({
      season: 'low',
    });
  });
});
