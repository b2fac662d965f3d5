import { OWN_PATTERNS } from '../language/own-patterns.js';
import { type UtterancePattern } from '../language/utterance.js';
import { type Scenario } from '../world/scenario.js';
import { type PartnerA } from './partner-a.js';

/** How a scripted negotiator of the specs writes; all of them ask for the same rates at the same points. */
export type Tone = 'good' | 'neutral' | 'rude' | 'stuffing' | 'flattering' | 'all concerns' | 'hollow empathy' | 'pushy';

export interface Outcome {
  agreed: boolean;
  /** Rates that the partner said a clear yes to, by ticket. */
  rates: Map<string, number>;
  /** Everything that was said, ours with `A:`. */
  transcript: string[];
}

const KNOWN = new Map<string, UtterancePattern>(
  OWN_PATTERNS.map((pattern) => [pattern.text.toLowerCase().replace(/\.$/, ''), pattern]),
);

/** How many times they ask: a little higher each time, so that wording and not pace makes the difference. */
const ASKS = 9;

const ANSWERS_TO_CONCERNS: Readonly<Record<string, string>> = {
  cost: 'Your energy and staff bills are high, so a rate has to leave you something.',
  parity: 'Your other channels are your own decision, this is only about the rate with us.',
  owner_approval: 'Please take it to the owner, that decision is theirs.',
  grievance: 'That double booking should not have happened, and a colleague can look into it.',
  quality: 'The rate should reflect what you put into your renovated rooms.',
  occupancy: 'You know best how well the rooms are selling.',
  season: 'Those are strong dates for you.',
  commission: 'What is left for you after commission has to be enough.',
  cash_flow: 'Waiting long for a payment is no small matter for a hotel.',
  none: 'It is your rate to set.',
};
const ALL_CONCERNS = Object.values(ANSWERS_TO_CONCERNS).join(' ');
const REASONS = [
  'Guests compare with what they see elsewhere.',
  'I can come up from my side.',
  'It would be easier to choose for guests.',
  'I ask because those nights are still open with us.',
];

/**
 * Plays a conversation with the first room of a scenario: greeting, reason of writing, then asks that rise from the target
 * towards the limit. Figures are taken at a threshold that rises likewise, as the server does.
 */
export function negotiate(partner: PartnerA, scenario: Scenario, tone: Tone): Outcome {
  const { ticket, mandate } = scenario.tickets[0]!;
  const target = Number(mandate.targetRate);
  const limit = Number(mandate.limitRate);
  const transcript: string[] = [];
  const outcome: Outcome = { agreed: false, rates: new Map(), transcript };
  partner.reset();
  const hear = (text: string, terms?: { ticketId: string; rate: string }[]): string[] => {
    transcript.push(`A: ${text}`);
    const said = partner.step({ text, ...(terms ? { terms } : {}) }).messages.map((message) => message.text);
    transcript.push(...said.map((each) => `P: ${each}`));
    return said;
  };
  hear(`Hello, I am the AI assistant of ${scenario.ota}. I am writing about a rate. Is now a good moment?`);
  let said = hear(
    `For those nights the ${ticket.roomType} is ${ticket.currency} ${ticket.currentRate} on our site. May I suggest a rate?`,
  );
  let rate = target;
  let rounds = 0;
  for (let turn = 0; turn < ASKS; turn++) {
    const last = said.at(-1) ?? '';
    const known = KNOWN.get(last.toLowerCase().replace(/\.$/, ''));
    const figure = /(?<!\p{L})\d[\d,]*/u.exec(said.join(' '))?.[0].replaceAll(',', '');
    const takes = target + (limit - target) * Math.min(1, rounds / 5) ** 1.3;
    const offered = figure === undefined ? undefined : Number(figure);
    const yes = known?.acts[0] === 'accept' && known.saying !== 'confirm';
    const deal = yes
      ? rate
      : offered !== undefined && offered <= Math.max(takes, rate) && offered > rate * 0.7
        ? offered
        : undefined;
    if (deal !== undefined) {
      const restated = `Then I would note ${ticket.currency} ${deal} for the ${ticket.roomType}. Do you agree to these terms?`;
      for (let again = 0; again < 2; again++) {
        const answer = hear(restated, [{ ticketId: ticket.id, rate: String(deal) }]);
        if (
          answer.some((each) => /\b(?:agree|agreed|correct|right|yes|confirmed)\b/i.test(each) && !/\b(?:no|not)\b/i.test(each))
        ) {
          outcome.agreed = true;
          outcome.rates.set(ticket.id, deal);
          return outcome;
        }
      }
    }
    rate = Math.floor(target + (limit - target) * 0.9 * (rounds / (ASKS - 1)));
    rounds += 1;
    said = hear(write(tone, known, `${ticket.currency} ${rate}`, turn, rounds));
  }
  return outcome;
}

function write(tone: Tone, known: UtterancePattern | undefined, amount: string, turn: number, round: number): string {
  const plain = [
    `Would ${amount} be possible?`,
    `Could you offer ${amount}?`,
    `What about ${amount} for these dates?`,
    `Can we say ${amount}?`,
    `Is ${amount} something you could do?`,
    `Let me try ${amount}, would that work?`,
  ][turn % 6]!;
  switch (tone) {
    case 'good':
      return `${kindWords(known)} ${REASONS[round % 4]!} ${plain}`.trim();
    case 'neutral':
      return plain;
    case 'rude':
      return `Your rate is ridiculous. ${plain}`;
    case 'stuffing':
      return `${plain} cost quality season commission parity owner because since guests elsewhere fair occupancy payment demand`;
    case 'flattering':
      return `Your wonderful, beautiful, amazing hotel is fantastic. ${plain}`;
    case 'all concerns':
      return `${ALL_CONCERNS} ${plain}`;
    case 'hollow empathy':
      return `I understand, that makes sense. ${plain}`;
    case 'pushy':
      return `You have to decide now, this is the last chance. ${plain}`;
  }
}

/** Answers what they just did: a question, a worry, a no. */
function kindWords(known: UtterancePattern | undefined): string {
  switch (known?.saying) {
    case 'give_reason':
      return ANSWERS_TO_CONCERNS[known.concern]!;
    case 'reject':
    case 'upset':
      return 'Fair enough, I hear you and it is your decision.';
    case 'ask_why':
      return 'I ask because guests compare.';
    case 'ask_who':
    case 'ask_if_ai':
      return 'I am an AI assistant and no person.';
    case 'ask_benefit':
      return 'You would get nothing beside the rate, I cannot promise more.';
    case 'ask_evidence':
      return 'We saw it on another site, and I do not have its name.';
    case 'ask_commission':
      return 'The commission stays as it is.';
    case 'ask_dates':
      return 'Only for those nights.';
    case 'ask_process':
      return 'I note it once you confirm.';
    case undefined:
    default:
      return '';
  }
}
