import { type Interval } from '../../domain/experiments/agreement.js';
import { type Agreement, type AgreementReport, type Share } from './agreement-report.js';

const NOT_KNOWN = '–';
const NAME_WIDTH = 28;

/** The report as a table for people. */
export function agreementTable({ set, readers, pairs, overall, rubricItems }: AgreementReport): string {
  return [
    `set ${set}: ${readers.map(({ reader, kind }) => `${reader} (${kind})`).join(', ')}`,
    '',
    row('', ['items', 'alpha', '95 %', 'kappa', 'present']),
    row('pairs, from -3 to 3', agreementCells(pairs)),
    row('overall, from 1 to 5', agreementCells(overall)),
    ...rubricItems.map((item) => row(item.item, [...agreementCells(item), decimals(item.kappa), percent(item.present.share)])),
    '',
    row('', ['pairs', 'ties', '95 %', 'first won', '95 %', 'replies', 'mean']),
    row('all readers', [
      String(pairs.ties.of),
      ...shareCells(pairs.ties),
      ...shareCells(pairs.firstShownWon),
      String(readers.reduce((sum, { replies }) => sum + replies, 0)),
    ]),
    ...readers.map((reader) =>
      row(reader.reader, [
        String(reader.pairs),
        ...shareCells(reader.ties),
        ...shareCells(reader.firstShownWon),
        String(reader.replies),
        decimals(reader.meanOverall),
      ]),
    ),
  ].join('\n');
}

const agreementCells = ({ items, alpha, interval }: Agreement): string[] => [
  String(items),
  decimals(alpha),
  bounds(interval, decimals),
];

const shareCells = ({ share, interval }: Share): string[] => [percent(share), bounds(interval, percent)];

const decimals = (value: number | null): string => (value === null ? NOT_KNOWN : value.toFixed(3));
const percent = (value: number | null): string => (value === null ? NOT_KNOWN : `${(value * 100).toFixed(1)} %`);
const bounds = (interval: Interval | null, inWords: (value: number) => string): string =>
  interval === null ? NOT_KNOWN : `${inWords(interval.low)} to ${inWords(interval.high)}`;

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(cell.includes('to') || cell === '95 %' ? 20 : 10)).join('')}`.trimEnd();
}
