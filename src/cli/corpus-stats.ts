import { readCorpus } from '../training-data/corpus/read-corpus.js';
import { statisticsOf, type CorpusStatistics } from '../training-data/corpus/statistics.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Prints what the corpus holds; a share of repeated replies above this is a fault. */
const MOST_REPEATED = 0.02;

/** Answers with the number of faults. */
export function printStatistics(asJson: boolean): number {
  const statistics = statisticsOf(readCorpus().dialogues);
  if (asJson) console.log(JSON.stringify(statistics, null, 2));
  else print(statistics);
  const faults = [
    ...(statistics.ours.repeated.share > MOST_REPEATED ? [`repeated replies above ${percent(MOST_REPEATED)}`] : []),
    ...(statistics.overlap.share > MOST_REPEATED
      ? [`evaluation replies that stand in training above ${percent(MOST_REPEATED)}`]
      : []),
    ...statistics.personasInSeveralSplits.map((persona) => `in several splits: ${persona}`),
  ];
  for (const fault of faults) console.error(`fault: ${fault}`);
  return faults.length;
}

function print(statistics: CorpusStatistics): void {
  const { ours, partners, overlap } = statistics;
  console.log(`${statistics.dialogues} dialogues, ${statistics.lines} lines, ${statistics.personas} personas`);
  console.table(statistics.bySplit);
  console.table(
    Object.fromEntries(
      (
        [
          ['ours', ours],
          ['partners', partners],
        ] as const
      ).map(([name, side]) => [
        name,
        {
          lines: side.lines,
          words: side.words,
          'words p10/p50/p90/most': Object.values(side.length).join(' / '),
          'distinct 1/2/3': Object.values(side.distinct)
            .map((share) => share.toFixed(3))
            .join(' / '),
          'nearly repeated': `${side.repeated.lines} (${percent(side.repeated.share)})`,
          'commonest beginning': `${side.commonestBeginning.words} (${percent(side.commonestBeginning.share)})`,
        },
      ]),
    ),
  );
  console.log(`evaluation replies that nearly stand in training: ${overlap.replies} (${percent(overlap.share)})`);
  const lists: [string, Record<string, number>][] = [
    ['outcomes', statistics.outcomes],
    ['manners', statistics.manners],
    ['seasons', statistics.seasons],
    ['rooms', statistics.rooms],
    ['our acts', statistics.acts],
    ['tactics', statistics.tactics],
    ['steps', statistics.steps],
    ['partner acts', statistics.partnerActs],
    ['moods', statistics.moods],
    ['concerns', statistics.concerns],
  ];
  for (const [name, counts] of lists)
    console.log(
      `${name}: ${Object.entries(counts)
        .map(([word, count]) => `${word} ${count}`)
        .join(', ')}`,
    );
  console.log(`with a lever: ${statistics.withLever}`);
}
