import {
  AGENT_ACTS,
  ASK_STEPS,
  CONCERNS,
  MOODS,
  PARTNER_ACTS,
  STAGES,
  TACTICS,
  type AgentAct,
  type AskStep,
  type Concern,
  type Mood,
  type PartnerAct,
  type Tactic,
} from '../../domain/taxonomy.js';
import {
  DIALOGUE_OUTCOMES,
  MANNERS,
  SEASONS,
  type AgentLine,
  type Dialogue,
  type DialogueLine,
  type PartnerLine,
} from './dialogue.js';

/** Something that is wrong with a file of dialogues. */
export interface CorpusFault {
  file: string;
  /** Counted from one. */
  line: number;
  message: string;
}

export interface ParsedDialogues {
  dialogues: Dialogue[];
  faults: CorpusFault[];
}

const HEADER_FIELDS = ['persona', 'concern', 'season', 'manner', 'lever', 'evidence', 'rooms', 'outcome'] as const;
type HeaderField = (typeof HEADER_FIELDS)[number];

interface Draft {
  id: string;
  line: number;
  header: Partial<Record<HeaderField, string>>;
  lines: DialogueLine[];
}

const within = <T extends string>(words: readonly T[], word: string): word is T => (words as readonly string[]).includes(word);

/**
 * Reads a file of dialogues (training/corpus/GUIDE.md has the format). Every fault is reported with its line; a dialogue
 * with a fault is left out.
 */
export function parseDialogues(file: string, content: string): ParsedDialogues {
  const writer = file.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const faults: CorpusFault[] = [];
  const dialogues: Dialogue[] = [];
  const ids = new Set<string>();
  let draft: Draft | undefined;
  let faultsBefore = 0;

  const finish = (): void => {
    if (!draft) return;
    const dialogue = dialogueOf(writer, draft, (line, message) => faults.push({ file, line, message }));
    if (ids.has(draft.id)) faults.push({ file, line: draft.line, message: `the id ${draft.id} is used twice` });
    ids.add(draft.id);
    if (dialogue && faults.length === faultsBefore) dialogues.push(dialogue);
  };

  content.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const text = raw.trim();
    const fault = (message: string): void => void faults.push({ file, line, message });
    if (text === '') return;
    if (text.startsWith('# ')) {
      finish();
      faultsBefore = faults.length;
      draft = { id: text.slice(2).trim(), line, header: {}, lines: [] };
      return;
    }
    if (!draft) return fault('a file begins with a dialogue: "# <id>"');
    const turn = /^([AP]) ([^|]+)\|(.*)$/.exec(text);
    if (turn) {
      const words = turn[2]!.trim().split(/\s+/);
      const said = turn[3]!.trim();
      const read = turn[1] === 'A' ? agentLine(line, words, said) : partnerLine(line, words, said);
      if (typeof read === 'string') fault(read);
      else draft.lines.push(read);
      return;
    }
    const field = /^([a-z]+): *(.*)$/.exec(text);
    if (!field || !within(HEADER_FIELDS, field[1]!)) return fault(`neither a header field nor "A … | …" or "P … | …"`);
    draft.header[field[1]] = field[2]!;
  });
  finish();
  return { dialogues, faults };
}

function dialogueOf(writer: string, draft: Draft, fault: (line: number, message: string) => void): Dialogue | undefined {
  const { header, id, lines, line } = draft;
  const wrong = (message: string): undefined => void fault(line, `${id}: ${message}`);
  const { persona, concern = 'none', season = 'shoulder', manner = 'ordinary', lever, outcome = '' } = header;
  const { evidence = 'shown', rooms = '1' } = header;
  if (!persona) return wrong('persona is missing');
  if (!within(CONCERNS, concern)) return wrong(`concern must be one of ${CONCERNS.join(', ')}`);
  if (!within(SEASONS, season)) return wrong(`season must be one of ${SEASONS.join(', ')}`);
  if (!within(MANNERS, manner)) return wrong(`manner must be one of ${MANNERS.join(', ')}`);
  if (!within(DIALOGUE_OUTCOMES, outcome)) return wrong(`outcome must be one of ${DIALOGUE_OUTCOMES.join(', ')}`);
  if (evidence !== 'shown' && evidence !== 'none') return wrong('evidence must be shown or none');
  if (rooms !== '1' && rooms !== '2') return wrong('rooms must be 1 or 2');
  if (lines.length < 3) return wrong('a dialogue has three lines at least');
  return {
    id,
    writer,
    persona,
    concern,
    season,
    manner,
    ...(lever && lever !== 'none' ? { lever } : {}),
    evidence: evidence === 'shown',
    rooms: rooms === '1' ? 1 : 2,
    outcome,
    lines,
  };
}

/** `P act… [mood] [concern] | text`, in any order; the acts in theirs. */
function partnerLine(line: number, words: readonly string[], text: string): PartnerLine | string {
  const acts: PartnerAct[] = [];
  let mood: Mood = 'neutral';
  let concern: Concern = 'none';
  for (const word of words) {
    if (within(PARTNER_ACTS, word)) acts.push(word);
    else if (within(MOODS, word)) mood = word;
    else if (within(CONCERNS, word)) concern = word;
    else return `"${word}" is no act, mood or concern of a partner`;
  }
  if (acts.length === 0) return 'a partner line needs an act';
  if (text === '') return 'a line needs words';
  return { who: 'partner', line, acts, mood, concern, text };
}

/** `A stage [+prelude] act [tactic] [step] [2:step] [lever] | text`. */
function agentLine(line: number, words: readonly string[], text: string): AgentLine | string {
  const [stage = '', ...rest] = words;
  if (!within(STAGES, stage)) return `a line of ours begins with its stage: ${STAGES.join(', ')}`;
  let act: AgentAct | undefined;
  let prelude: AgentAct | undefined;
  let tactic: Tactic = 'none';
  let lever = false;
  const asks: { room: 1 | 2; step: AskStep }[] = [];
  for (const word of rest) {
    const second = /^([12]):([a-z]+)$/.exec(word);
    if (word === 'lever') lever = true;
    else if (word === 'none') continue;
    else if (word.startsWith('+') && within(AGENT_ACTS, word.slice(1))) prelude = word.slice(1) as AgentAct;
    else if (second && within(ASK_STEPS, second[2]!)) asks.push({ room: second[1] === '2' ? 2 : 1, step: second[2] });
    else if (within(ASK_STEPS, word)) asks.push({ room: 1, step: word });
    else if (within(AGENT_ACTS, word) && act === undefined) act = word;
    else if (within(TACTICS, word)) tactic = word;
    else return `"${word}" is no act, tactic or step of ours`;
  }
  if (!act) return 'a line of ours needs an act';
  if (text === '') return 'a line needs words';
  return { who: 'agent', line, stage, act, ...(prelude === undefined ? {} : { prelude }), tactic, asks, lever, text };
}
