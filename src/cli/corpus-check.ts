import { relative } from 'node:path';
import { builtInSop } from '../platform/built-in-sop.js';
import { checkDialogue } from '../training-data/corpus/check-dialogue.js';
import { type Dialogue } from '../training-data/corpus/dialogue.js';
import { corpusFiles, corpusHashes, readCorpus } from '../training-data/corpus/read-corpus.js';
import { repeatedReplies } from '../training-data/corpus/repetition.js';
import { replayDialogue } from '../training-data/corpus/replay/replay-dialogue.js';
import { faultsOfFrozenLabels } from '../training-data/frozen-labels/check-frozen-labels.js';
import { frozenLabelsDirectory } from '../training-data/frozen-labels/frozen-files.js';

interface Mark {
  file: string;
  line: number;
  message: string;
}

/**
 * Prints what is wrong with files of the corpus, one line each, and without files also with the frozen labels; answers with the
 * number of faults. What the procedure would have done otherwise is printed with `--procedure`, and is no fault: a person may
 * answer before the procedure would.
 */
export function checkCorpus(args: readonly string[]): number {
  const files = args.filter((argument) => !argument.startsWith('--'));
  const { dialogues, faults } = readCorpus(files.length > 0 ? files : corpusFiles());
  const sop = builtInSop();
  const fileOf = (dialogue: Pick<Dialogue, 'writer'>): string => `training/corpus/dialogues/${dialogue.writer}.txt`;
  const replays = dialogues.map((dialogue) => replayDialogue(dialogue, sop));
  const byId = new Map(dialogues.map((dialogue) => [dialogue.id, dialogue]));
  const marks: Mark[] = [
    ...faults.map(({ file, line, message }) => ({ file: relative(process.cwd(), file), line, message })),
    ...dialogues.flatMap((dialogue) => checkDialogue(dialogue).map((fault) => ({ file: fileOf(dialogue), ...fault }))),
    ...repeatedReplies(dialogues).map(({ dialogue, line, message }) => ({ file: fileOf(byId.get(dialogue)!), line, message })),
    ...replays.flatMap(({ dialogue, replies }) =>
      replies.flatMap(({ line: { line }, missing, findings }) => [
        ...missing.map((slot) => ({ file: fileOf(dialogue), line, message: `[slot] {${slot}} has nothing to hold here` })),
        ...findings
          .filter(({ soft }) => !soft)
          .map(({ guardrail, reason }) => ({ file: fileOf(dialogue), line, message: `[guardrail ${guardrail}] ${reason}` })),
      ]),
    ),
  ];
  const replies = replays.flatMap(({ replies: each }) => each);
  const objections = replays.flatMap(({ dialogue, replies: each }) =>
    each.flatMap(({ line: { line }, objection }) =>
      objection === undefined ? [] : [{ file: fileOf(dialogue), line, message: `[procedure] ${objection}` }],
    ),
  );
  const shown = args.includes('--procedure') ? [...marks, ...objections] : marks;
  for (const { file, line, message } of shown.sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line))
    console.log(`${file}:${line}: ${message}`);
  const share = (count: number): string => `${((100 * count) / Math.max(1, replies.length)).toFixed(1)} %`;
  console.log(
    `${dialogues.length} dialogues, ${replies.length} replies of ours: ${marks.length} faults (${share(marks.length)}); ` +
      `the procedure would have done something else in ${share(objections.length)}.`,
  );
  const labelFaults = files.length > 0 ? [] : faultsOfFrozenLabels(frozenLabelsDirectory, { dialogues, files: corpusHashes() });
  for (const fault of labelFaults) console.log(`training/labels: ${fault}`);
  if (files.length === 0) console.log(`Frozen labels: ${labelFaults.length} faults.`);
  return marks.length + labelFaults.length;
}
