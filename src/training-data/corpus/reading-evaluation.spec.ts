import { describe, expect, it } from 'vitest';
import { parseDialogues } from './parse-dialogues.js';
import { readDialogue } from './read-dialogue.js';
import { confusionsOf, evaluateTurns, precisionOf, recallOf, type ReadingReport } from './reading-evaluation.js';

const HEADER = `# lake-001
persona: Owner of three rooms on a lake
concern: cost
season: low
manner: ordinary
rooms: 1
outcome: agreed
`;

function evaluate(lines: string): ReadingReport {
  const { dialogues, faults } = parseDialogues('lake.txt', `${HEADER}\n${lines}`);
  expect(faults).toEqual([]);
  return evaluateTurns(dialogues.flatMap(readDialogue));
}

const ASKED = `A opening greet | Good day, I am the AI assistant of {ota}. Is this a good moment?
P greet | hello, yes
A proposing propose first | Would {ask_rate} be possible for {stay}?
`;

describe('the evaluation of the reading', () => {
  it('puts amounts in place of slots and reads with what was asked before', () => {
    const { acts, binding } = evaluate(
      `${ASKED}P counter | no. {quote} net\nA bargaining hold same | It would have to be {standing_ask}.\nP accept | ok agreed, {standing_ask} it is`,
    );
    const counter = acts.find(({ name }) => name === 'counter');
    expect(counter).toMatchObject({ labelled: 1, found: 1, correct: 1 });
    expect(binding).toEqual([
      { name: 'consent', labelled: 1, found: 1, correct: 1, wrong: [], missed: [] },
      { name: 'offer', labelled: 1, found: 2, correct: 1, wrong: [expect.objectContaining({ offers: [] })], missed: [] },
    ]);
  });

  it('joins the messages of a turn as the server does, and counts each label once', () => {
    const report = evaluate(`${ASKED}P counter | {quote}\nP counter question | and who pays the tax?`);
    expect(report.turns).toBe(2);
    const [, turn] = report.acts.flatMap(({ wrong, missed }) => [...wrong, ...missed]);
    expect(turn?.text ?? '').not.toContain('{');
    expect(report.acts.find(({ name }) => name === 'counter')?.labelled).toBe(1);
  });

  it('lists what was found and missed otherwise, with the main label and the surest act', () => {
    const { acts } = evaluate(`${ASKED}P opt_out | the owl sleeps\nP later | the owl wakes`);
    const missed = acts.find(({ name }) => name === 'opt_out');
    expect(missed).toMatchObject({ labelled: 1, correct: 0 });
    expect(missed?.missed[0]).toMatchObject({ dialogueId: 'lake-001', asked: 'rate', labels: { acts: ['opt_out', 'later'] } });
    expect(confusionsOf(missed!).missed).toEqual([['unclear', 1]]);
    expect(recallOf(missed!)).toBe(0);
    expect(precisionOf(missed!)).toBe(1);
  });

  it('takes no yes for a binding one before we have asked for anything, or after it is taken back', () => {
    const before = evaluate(
      `A opening greet | Good day, is this a good moment?\nP accept | yes, agreed\nA briefing brief | There is a gap.\nP thanks | thanks`,
    );
    expect(before.binding).toEqual([]);
    const takenBack = evaluate(`${ASKED}P accept | agreed\nP retract | sorry, I take it back`);
    expect(takenBack.binding).toEqual([]);
  });

  it('fills the same dialogue with the same amounts every time', () => {
    const lines = `${ASKED}P reject | {amount} for gas, {percent} for tax, {number} beds, {date}, {phone}`;
    const texts = [evaluate(lines), evaluate(lines)].map(({ acts }) =>
      acts.flatMap(({ wrong, missed }) => [...wrong, ...missed]).map(({ text }) => text),
    );
    expect(texts[0]).toEqual(texts[1]);
  });
});
