import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleContext, samplePlan, sampleReading } from '../../../test/support/reply-contexts.js';
import { rubricName } from '../../domain/judge/rubric.js';
import { measure } from '../../domain/signals/measure.js';
import { builtInRubric } from '../../platform/rubric-file.js';
import { type JudgeItem } from '../../turn/ports/judge.js';
import { SignalsJudge } from './signals-judge.js';

const RUBRIC = builtInRubric();
const context = sampleContext({ reading: sampleReading(['counter'], { mood: 'annoyed' }) });

function item(text: string): JudgeItem {
  const plan = samplePlan({ act: 'counter', asks: [{ ticketId: 'double', step: 'small' }] });
  return { text, plan, signals: measure({ text, plan, author: 'agent', context }) };
}

describe('the signals judge', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'warn', 'error', 'fatal']));

  it('gives one verdict for each reply, in order, with points and their sum', async () => {
    const verdicts = await new SignalsJudge(RUBRIC).judge(context, [
      item('I see that this is annoying. Could we meet at EUR 452?'),
      item('You will definitely sell more! Great! What about EUR 452?'),
    ]);
    expect(verdicts[0]).toEqual({
      result: 'judged',
      deductions: [],
      total: 0,
      rubric: rubricName(RUBRIC),
      judge: `signals-1/${rubricName(RUBRIC)}`,
    });
    expect(verdicts[1]).toMatchObject({ result: 'judged', total: 80 });
    expect(verdicts[1]!.result === 'judged' && verdicts[1]!.deductions.map((deduction) => deduction.item)).toEqual([
      'feelings_ignored',
      'asks_without_acknowledging',
      'cold_style',
      'over_promise',
    ]);
  });

  it('has a version that changes with the rubric', () => {
    const edited = { ...RUBRIC, items: RUBRIC.items.slice(1) };
    expect(new SignalsJudge(edited).version).not.toBe(new SignalsJudge(RUBRIC).version);
  });

  it('could not check what it fails on, and judges the rest', async () => {
    const broken = { ...item('Could we meet at EUR 452?'), signals: null as unknown as JudgeItem['signals'] };
    const verdicts = await new SignalsJudge(RUBRIC).judge(context, [broken, item('I see. EUR 452?')]);
    expect(verdicts.map(({ result }) => result)).toEqual(['could_not_check', 'judged']);
    expect(verdicts[0]).toMatchObject({ reason: 'internal_error', rubric: rubricName(RUBRIC) });
  });

  it('refuses a rubric of which it can measure nothing', () => {
    const charm = { ...RUBRIC.items[0]!, id: 'charm' };
    expect(() => new SignalsJudge({ ...RUBRIC, items: [charm] })).toThrow(/can be measured/);
    expect(() => new SignalsJudge({ ...RUBRIC, items: [charm, ...RUBRIC.items] })).not.toThrow();
  });
});
