import { formatMoney } from '../../domain/negotiation/money.js';
import { SimulatedPartner, type HeardMessage, type PartnerMove } from '../partner.js';
import { Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';

/** Asks a language model for the partner's next message. */
export type AskModel = (question: {
  system: string;
  dialogue: readonly { ours: boolean; text: string }[];
  seed: number;
}) => Promise<string>;

const MANNERS = [
  'short and dry',
  'friendly and chatty',
  'formal',
  'hurried, with typos',
  'in the English of somebody who learned it late',
];
const SILENT = /^\s*(?:\(?silence\)?|no reply|\.\.\.|…)\s*$/i;
const MINUTE_MS = 60_000;

/**
 * A hotel partner played by a language model: told its side of the scenario, it writes whatever it likes. It keeps to its
 * floor only as well as the model does, and two runs differ where the model's do; results are to be labelled with the model.
 */
export class PartnerLlm extends SimulatedPartner {
  readonly description: string;
  private readonly dialogue: { ours: boolean; text: string }[] = [];
  private readonly system: string;

  constructor(
    scenario: Scenario,
    private readonly seed: number,
    private readonly ask: AskModel,
  ) {
    super();
    const chance = Chance.of(seed, 'partner-llm', scenario.id);
    const manner = chance.pick(MANNERS);
    this.description = `Partner played by a language model: writes ${manner}`;
    this.system = instructions(scenario, manner);
  }

  reset(): PartnerMove {
    this.dialogue.length = 0;
    return { messages: [] };
  }

  async step({ text }: HeardMessage): Promise<PartnerMove> {
    this.dialogue.push({ ours: true, text });
    const answer = (await this.ask({ system: this.system, dialogue: this.dialogue, seed: this.seed })).trim();
    if (answer === '' || SILENT.test(answer)) return { messages: [] };
    this.dialogue.push({ ours: false, text: answer });
    return { messages: [{ text: answer, delayMs: 2 * MINUTE_MS }] };
  }
}

function instructions({ hotel, partner, ota, season, tickets }: Scenario, manner: string): string {
  const rooms = tickets.map(({ ticket, reservationRate, occupancy }) => {
    const { roomType, stay, currentRate, currency, priceBasis } = ticket;
    const least = formatMoney(reservationRate.toFixed(2), currency);
    return (
      `- ${roomType}, ${stay.from} to ${stay.to}: sold at ${formatMoney(currentRate, currency)} (${priceBasis}). ` +
      `You would never go below ${least}, and you say so to nobody. About ${Math.round(occupancy * 100)} % would be sold anyway.`
    );
  });
  return [
    `You are ${partner.name} of ${hotel.name} in ${hotel.city}. It is ${season} season. You chat with somebody of ${ota} about room rates.`,
    ...rooms,
    `You write ${manner}. You want a good price, answer as a real hotel person would, and do not give in at once.`,
    'Write only your next chat message, without quotation marks. If you would not answer, write (silence).',
  ].join('\n');
}
