import { joinFound, shownTo } from '../adapters/onnx/partner-acts/onnx-interpreter.js';
import { PartnerActsModel } from '../adapters/onnx/partner-acts/partner-acts-model.js';
import {
  confusionsOf,
  CONSEQUENTIAL_ACTS,
  evaluateTurns,
  precisionOf,
  type ReadingReport,
  type ReadingScore,
  recallOf,
} from '../training-data/corpus/reading-evaluation.js';
import { readDialogue, type ReadTurn } from '../training-data/corpus/read-dialogue.js';
import { readCorpus } from '../training-data/corpus/read-corpus.js';
import { type Split, SPLITS, splitOf } from '../training-data/corpus/splits.js';

const MOST_EXAMPLES = 40;
/** A confusion is listed from so many turns on. */
const LISTED_FROM = 3;

/**
 * Prints how the interpreter reads the partners of the corpus, against its labels. `--misses NAME` lists turns in which an
 * act, `consent`, `offer`, a concern or a mood was found or missed otherwise (`--most N` of each, 40 by default);
 * `--split NAME,…` reads other parts than training and validation; `--model FOLDER` joins what a trained reader of acts finds.
 */
export async function printReadingEvaluation(args: readonly string[]): Promise<void> {
  const splits = splitsIn(valueOf(args, '--split'));
  const read = readCorpus()
    .dialogues.filter((dialogue) => splits.includes(splitOf(dialogue)))
    .flatMap(readDialogue);
  const model = valueOf(args, '--model');
  const report = evaluateTurns(model === undefined ? read : await joined(read, model));
  const name = valueOf(args, '--misses');
  if (name === undefined) printScores(report, splits);
  else printMisses(report, name, Number(valueOf(args, '--most') ?? MOST_EXAMPLES));
}

/** As the server reads with the interpreter `onnx`. */
async function joined(turns: readonly ReadTurn[], folder: string): Promise<ReadTurn[]> {
  const model = await PartnerActsModel.load(folder, 2);
  const again: ReadTurn[] = [];
  for (const turn of turns) {
    const { text, asked, reading } = turn;
    const shown = shownTo({ text, asked }, reading);
    again.push(shown ? { ...turn, reading: joinFound({ text, asked }, reading, await model.find(shown)) } : turn);
  }
  await model.release();
  return again;
}

function splitsIn(names: string | undefined): Split[] {
  if (names === undefined) return ['train', 'validation'];
  return names.split(',').map((name) => {
    const split = SPLITS.find((known) => known === name);
    if (split === undefined) throw new Error(`no split ${name}; there are ${SPLITS.join(', ')}`);
    return split;
  });
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args[at + 1];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(9);
const row = (score: ReadingScore): string =>
  `${score.name.padEnd(20)}${String(score.labelled).padStart(9)}${String(score.found).padStart(9)}${percent(precisionOf(score))}${percent(recallOf(score))}`;

function printScores(report: ReadingReport, splits: readonly Split[]): void {
  console.log(`${report.turns} turns of partners (${splits.join(', ')}); labels by a language model, amounts filled in by us`);
  for (const [title, scores] of [
    ['act', report.acts],
    ['binding', report.binding],
    ['concern', report.concerns],
    ['mood', report.moods],
  ] as const) {
    console.log(
      `\n${title.padEnd(20)}${'labelled'.padStart(9)}${'found'.padStart(9)}${'precision'.padStart(9)}${'recall'.padStart(9)}`,
    );
    for (const score of scores) console.log(row(score));
  }
  console.log('\nconfusions of acts that bind or interrupt');
  for (const act of CONSEQUENTIAL_ACTS) {
    const score = report.acts.find(({ name }) => name === act);
    if (!score) continue;
    const { found, missed } = confusionsOf(score);
    console.log(`${act}: found where labelled ${listed(found)}; missed and read as ${listed(missed)}`);
  }
}

const listed = (counts: readonly [string, number][]): string =>
  counts
    .filter(([, count]) => count >= LISTED_FROM)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || '–';

function printMisses(report: ReadingReport, name: string, most: number): void {
  const score = [...report.binding, ...report.acts, ...report.concerns, ...report.moods].find((each) => each.name === name);
  if (!score) throw new Error(`nothing called ${name} was labelled or found`);
  console.log(row(score));
  for (const [title, turns] of [
    ['found, and labelled otherwise', score.wrong],
    ['labelled, and not found', score.missed],
  ] as const) {
    console.log(`\n${title}: ${turns.length}`);
    for (const turn of turns.slice(0, most)) printTurn(turn);
  }
}

function printTurn({ dialogueId, line, before, text, asked, labels, offers, reading }: ReadTurn): void {
  const read = reading.acts.map(({ act, confidence }) => `${act} ${confidence}`).join(', ');
  console.log(`${dialogueId}:${line} [${asked}] ${before}`);
  console.log(`    ${JSON.stringify(text)}`);
  console.log(
    `    labelled ${labels.acts.join(', ')} ${labels.mood} ${labels.concerns.join(', ')}${offers.length > 0 ? ` offers ${offers.join(', ')}` : ''}`,
  );
  console.log(`    read ${read}; ${reading.mood}; ${reading.concerns.join(', ')}${quotesOf(reading.quotes)}`);
}

function quotesOf(quotes: ReadTurn['reading']['quotes']): string {
  if (quotes.length === 0) return '';
  return `; ${quotes.map((quote) => `${quote.refused === true ? 'refused ' : ''}${quote.amount ?? quote.low ?? quote.high ?? quote.percent ?? quote.kind}`).join(', ')}`;
}
