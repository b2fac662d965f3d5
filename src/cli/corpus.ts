import { exportActs } from './corpus-acts.js';
import { checkCorpus } from './corpus-check.js';
import { exportCorpus } from './corpus-export.js';
import { freezeLabels } from './corpus-freeze.js';
import { printStatistics } from './corpus-stats.js';
import { writeBank } from './corpus-bank.js';
import { writeItems } from './corpus-items.js';
import { printReadingEvaluation } from './corpus-read.js';

const USAGE = `The written dialogues that the policy learns from (training/corpus).

  npm run -s corpus -- check [FILE…] [--procedure]   what is wrong with them, line by line, and with their frozen labels
  npm run -s corpus -- stats [--json]                what they hold
  npm run -s corpus -- bank                          mines the partners' utterances for the simulation
  npm run -s corpus -- read [--misses ACT] [--model DIR]
                                                     how well the interpreter reads the partners
  npm run -s corpus -- freeze                        draws labels and pairs anew (training/labels)
  npm run -s corpus -- export [--out DIR]            writes the trainer's files (training/data)
  npm run -s corpus -- acts [--out DIR]              writes what the reader of partners' acts learns from (training/data)
  npm run -s corpus -- items [--pairs N] [--replies N] [--out DIR]
                                                     items for readers (600 and 600, training/data)`;

const DEFAULT_OUT = 'training/data';

const [command, ...args] = process.argv.slice(2);
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
switch (command) {
  case 'check':
    process.exitCode = checkCorpus(args) > 0 ? 1 : 0;
    break;
  case 'stats':
    process.exitCode = printStatistics(args.includes('--json')) > 0 ? 1 : 0;
    break;
  case 'bank':
    writeBank();
    break;
  case 'read':
    await printReadingEvaluation(args);
    break;
  case 'freeze':
    freezeLabels();
    break;
  case 'export':
    exportCorpus(option('--out') ?? DEFAULT_OUT);
    break;
  case 'acts':
    exportActs(option('--out') ?? DEFAULT_OUT);
    break;
  case 'items':
    writeItems(option('--out') ?? DEFAULT_OUT, {
      pairs: Number(option('--pairs') ?? 600),
      replies: Number(option('--replies') ?? 600),
    });
    break;
  default:
    console.error(USAGE);
    process.exitCode = command === undefined || command === '--help' ? 0 : 2;
}
