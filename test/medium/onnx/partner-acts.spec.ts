import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinFound } from '../../../src/adapters/onnx/partner-acts/onnx-interpreter.js';
import { PartnerActsModel } from '../../../src/adapters/onnx/partner-acts/partner-acts-model.js';
import { ScorerGraph } from '../../../src/adapters/onnx/scorer/scorer-graph.js';
import { ScorerTokenizer } from '../../../src/adapters/onnx/scorer/scorer-tokenizer.js';
import { projectRoot } from '../../../src/config/paths.js';
import { type PartnerAct } from '../../../src/domain/taxonomy.js';
import { actText } from '../../../src/domain/understanding/acts/act-text.js';
import { interpret } from '../../../src/domain/understanding/interpret.js';
import { type AskedFor } from '../../../src/domain/understanding/reading.js';

const FOLDER = join(projectRoot, 'models/partner-acts/1.0.0');

/** What the trainer's own code makes of 40 turns that the model has not seen. */
interface Reference {
  acts: PartnerAct[];
  turns: { asked: AskedFor; words: string; tokens: number[]; probabilities: number[] }[];
}
const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const reference = read<Reference>(join(projectRoot, 'test/models/partner-acts-reference.json'));

let model: PartnerActsModel;
beforeAll(async () => void (model = await PartnerActsModel.load(FOLDER, 1)));
afterAll(() => model.release());

describe('the trained reader of partners’ acts', () => {
  it('sees the very tokens that it was trained on, and finds what the trainer finds', async () => {
    const { maximum_tokens: most } = read<{ maximum_tokens: number }>(join(FOLDER, 'scorer.json'));
    const tokenizer = new ScorerTokenizer(read<object>(join(FOLDER, 'tokenizer.json')), most);
    const graph = await ScorerGraph.load(join(FOLDER, 'scorer.onnx'), 1);
    const rows = reference.turns.map(({ asked, words }) => tokenizer.row({ context: asked, reply: words }));
    expect(rows.map(({ ids }) => ids)).toEqual(reference.turns.map(({ tokens }) => tokens));
    const { acts } = await graph.run(rows);
    const probabilities = acts!.map((logits) => [...logits].map((logit) => 1 / (1 + Math.exp(-logit))));
    for (const [index, { probabilities: expected }] of reference.turns.entries()) {
      // 8 bits against 32: rarely more than a few hundredths.
      expected.forEach((value, act) => expect(Math.abs(probabilities[index]![act]! - value)).toBeLessThan(0.1));
    }
    await graph.release();
  });

  it.each<[string, AskedFor, PartnerAct]>([
    ['Is it possible to talk to somebody of your team instead, a real one?', 'nothing', 'wants_person'],
    ['So be it, your figure wins.', 'rate', 'accept'],
    ['Bonsoir, good evening to you all over there', 'greeting', 'greet'],
    ['That rate would not even pay the cleaning.', 'rate', 'reject'],
  ])('hears %j, asked for %s, as %s', async (text, asked, act) => {
    expect((await model.find(actText(text, asked))).acts).toContain(act);
  });

  it('leaves open whether it is a yes where only it hears one', async () => {
    const input = { text: 'So be it, your figure wins.', asked: 'rate' } as const;
    const parsed = interpret(input);
    expect(parsed.acts.map(({ act }) => act)).not.toContain('accept');
    const joined = joinFound(input, parsed, await model.find(actText(input.text, input.asked)));
    expect(joined.ambiguities).toContain('consent');
    expect(joined.acts.map(({ act }) => act)).not.toContain('accept');
  });

  it('says nothing of an empty message that anybody would act on', async () => {
    expect((await model.find({ asked: 'nothing', words: '👍' })).acts).not.toContain('opt_out');
  });
});
