import { isSlot } from '../../domain/policy/serialiser/tags.js';
import { type AgentLine, type Dialogue } from './dialogue.js';

/** A fault of one dialogue, at a line of its file. */
export interface DialogueFault {
  line: number;
  message: string;
}

const SLOT = /\{([^{}]*)\}/g;
/** Slots that a reply may hold: facts, never numbers that are on no record. */
const OWN_SLOTS =
  /^(?:ota|hotel|partner|lever|terms|agreed_terms|(?:room|stay|nights|basis|current_rate|competitor_rate|competitor|gap|gap_percent|standing_ask|ask_rate|quote|agreed_rate)(?:_2)?)$/;
/** What only another site's rate can fill. */
const EVIDENCE_SLOT = /^(?:competitor_rate|competitor|gap|gap_percent)(?:_2)?$/;
const ASKING_SLOT = /\{(?:ask_rate)(_2)?\}/g;
/** Numbers in words that stand for an amount; small counts are words like others. */
const SPELLED_AMOUNT = /\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|lakh|grand)\b/i;
const AI = /\bAI\b|artificial intelligence/;

/** What a reader of the guide would mark: digits, unknown slots, plans that the words do not follow, ends without an ending. */
export function checkDialogue(dialogue: Dialogue): DialogueFault[] {
  const faults: DialogueFault[] = [];
  const fault = (line: number, message: string): void => void faults.push({ line, message });
  const { lines, outcome, rooms, evidence } = dialogue;
  for (const line of lines) {
    if (/\p{N}/u.test(line.text.replace(SLOT, ''))) fault(line.line, 'a digit; numbers are slots');
    for (const [, slot = ''] of line.text.matchAll(SLOT)) {
      if (!isSlot(slot)) fault(line.line, `{${slot}} is no slot`);
      else if (line.who === 'agent' && !OWN_SLOTS.test(slot)) fault(line.line, `{${slot}} is not a slot of ours`);
      else if (slot.endsWith('_2') && rooms < 2) fault(line.line, `{${slot}} in a dialogue about one room`);
      else if (!evidence && EVIDENCE_SLOT.test(slot)) fault(line.line, `{${slot}} in a dialogue without evidence`);
    }
    if (line.who === 'agent') checkReply(dialogue, line, fault);
  }
  const agent = lines.filter((line): line is AgentLine => line.who === 'agent');
  const opening = agent[0];
  if (opening && !lines.slice(0, lines.indexOf(opening) + 1).some((line) => AI.test(line.text)))
    fault(opening.line, 'our first line does not say that we are an AI');
  const acts = new Set(agent.map(({ act }) => act));
  const end = dialogue.lines.at(-1)?.line ?? 0;
  if ((outcome === 'agreed' || outcome === 'partial') && !acts.has('close_agreed')) fault(end, `${outcome} without close_agreed`);
  if (outcome === 'agreed' && !acts.has('confirm_terms') && !acts.has('accept')) fault(end, 'agreed without restated terms');
  if (outcome === 'declined' && !acts.has('close_declined')) fault(end, 'declined without close_declined');
  if (outcome === 'opted_out' && !acts.has('stop')) fault(end, 'opted_out without stop');
  if (outcome === 'escalated' && !acts.has('hand_over')) fault(end, 'escalated without hand_over');
  if (acts.has('close_agreed') && outcome !== 'agreed' && outcome !== 'partial') fault(end, 'close_agreed, but not agreed');
  return faults;
}

function checkReply({ lever }: Dialogue, line: AgentLine, fault: (line: number, message: string) => void): void {
  const { text, act, asks } = line;
  const said = text.replace(SLOT, 'slot');
  if (SPELLED_AMOUNT.test(said)) fault(line.line, 'an amount in words; amounts are slots');
  const words = said.split(/\s+/).length;
  if (words > 60) fault(line.line, `${words} words; a reply has 8 to 35`);
  if ((text.match(/\?/g)?.length ?? 0) > 2) fault(line.line, 'more than one question');
  const asked = new Set([...text.matchAll(ASKING_SLOT)].map(([, second]) => (second ? 2 : 1)));
  for (const room of asked)
    if (!asks.some((ask) => ask.room === room && ask.step !== 'none'))
      fault(line.line, `{ask_rate${room === 2 ? '_2' : ''}} without its step (first, same, small, medium, large)`);
  for (const { room, step } of asks) {
    const named = asked.has(room) || text.includes(room === 2 ? '{standing_ask_2}' : '{standing_ask}');
    if (step !== 'none' && !named) fault(line.line, `step ${step} without {ask_rate} or {standing_ask} in the text`);
    if (step !== 'same' && step !== 'none' && !asked.has(room))
      fault(line.line, `step ${step} names {standing_ask}; a new ask is {ask_rate}`);
  }
  if (text.includes('{lever}') !== line.lever && !text.includes('{terms}') && !text.includes('{agreed_terms}'))
    fault(line.line, line.lever ? 'lever without {lever} in the text' : '{lever} in the text without the tag lever');
  if (line.lever && lever === undefined) fault(line.line, 'a lever in a dialogue that has none');
  if ((act === 'confirm_terms' || act === 'accept') && !/\{(?:terms|agreed_rate)(?:_2)?\}/.test(text))
    fault(line.line, `${act} restates {terms}`);
  if ((act === 'propose' || act === 'counter') && asks.length === 0) fault(line.line, `${act} needs a step`);
  if (act === 'offer_lever' && !line.lever) fault(line.line, 'offer_lever needs the tag lever');
}
