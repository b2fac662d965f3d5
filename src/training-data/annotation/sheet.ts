import { type Rubric } from '../../domain/judge/rubric.js';
import { type ItemContext, type ItemKind, type Speaker } from './item.js';
import { sheetInstructions } from './sheet-instructions.js';

/** An item as a reader sees it. */
export interface SheetItem {
  sheetId: string;
  kind: ItemKind;
  context: ItemContext;
  /** One reply, or two in the order in which they are shown. */
  replies: string[];
}

export interface Sheet {
  /** Counted from one. */
  batch: number;
  batches: number;
  items: SheetItem[];
}

const SPEAKER_NAMES: Readonly<Record<Speaker, string>> = { partner: 'Hotel', agent: 'Agent', human: 'Colleague', note: 'Note' };

/** A sheet in Markdown. Only these fields reach it, so that it cannot show where a reply comes from. */
export function renderSheet({ batch, batches, items }: Sheet, rubric: Rubric): string {
  const kinds = new Set(items.map(({ kind }) => kind));
  const parts = [
    `# Sheet ${batch} of ${batches}: ${items.length} ${items.length === 1 ? 'item' : 'items'}`,
    sheetInstructions(kinds, rubric),
    ...items.map(renderItem),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderItem({ sheetId, context, replies }: SheetItem): string {
  const { header, transcript, state } = context;
  const said = transcript.map(({ who, text }) => quoted(`**${SPEAKER_NAMES[who]}:** ${text}`)).join('\n>\n');
  return [
    `---\n\n## ${sheetId}`,
    quoted(header),
    ...(state === undefined ? [] : [`On record:\n\n${quoted(state)}`]),
    transcript.length === 0 ? 'Nothing has been said yet.' : `Said so far:\n\n${said}`,
    ...replies.map((reply, index) => `${replyTitle(index, replies.length)}\n\n${quoted(reply)}`),
  ].join('\n\n');
}

function replyTitle(index: number, count: number): string {
  if (count === 1) return '**The reply:**';
  return index === 0 ? '**First reply (a):**' : '**Second reply (b):**';
}

/** As a quotation, so that no text can pass for a heading or another item; blanks at the ends would tell writers apart. */
function quoted(text: string): string {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
