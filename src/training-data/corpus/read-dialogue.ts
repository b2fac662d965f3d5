import { askedBy } from '../../domain/conversation/apply-reply.js';
import { Decimal } from 'decimal.js';
import { formatMoney, naturalStep } from '../../domain/negotiation/money.js';
import { formatStay, nightsOf } from '../../domain/negotiation/stay.js';
import { type Ticket } from '../../domain/negotiation/ticket.js';
import { type AskStep, type Concern, type Mood, type PartnerAct } from '../../domain/taxonomy.js';
import { interpret } from '../../domain/understanding/interpret.js';
import { type AskedFor, type InterpreterTicket, type PartnerReading } from '../../domain/understanding/reading.js';
import { Chance } from '../../simulation/world/chance.js';
import { type AgentLine, type Dialogue, type PartnerLine } from './dialogue.js';
import { factsOfDialogue, type DialogueFacts } from './replay/dialogue-facts.js';

/** A turn of a partner's, with what its labels say and what was read. */
export interface ReadTurn {
  dialogueId: string;
  /** First line of the file that belongs to it. */
  line: number;
  /** Our reply before it, with slots. */
  before: string;
  /** The partner's lines, joined as the server joins them, with amounts. */
  text: string;
  asked: AskedFor;
  /** An ask of ours is on the table, so that a yes has something to say yes to. */
  standing: boolean;
  /** What the lines are labelled with, the main act first. */
  labels: { acts: PartnerAct[]; concerns: Concern[]; mood: Mood };
  /** Amounts that the labels say are offered. */
  offers: string[];
  reading: PartnerReading;
}

/** Labels of lines whose figures are offered. */
const OFFERING: readonly PartnerAct[] = ['counter', 'conditional_accept', 'accept', 'correct'];
/** How much of the way towards the partner a step of ours takes. */
const STEP_SHARES: Readonly<Record<AskStep, number>> = { none: 0, same: 0, first: 0, small: 0.12, medium: 0.25, large: 0.4 };

/** The conversation as it stands while a dialogue is gone through. */
interface Standing {
  ask?: Decimal;
  quote?: Decimal;
}

/** Reads the partner's turns of a dialogue, with amounts in place of slots; the same ones every time. */
export function readDialogue(dialogue: Dialogue): ReadTurn[] {
  const facts = factsOfDialogue(dialogue);
  const chance = Chance.of(1, 'reading amounts', dialogue.id);
  const standings: Standing[] = facts.tickets.map(() => ({}));
  const turns: ReadTurn[] = [];
  let asked: AskedFor = 'nothing';
  let before: AgentLine | undefined;
  let room = 0;
  for (const [index, line] of dialogue.lines.entries()) {
    if (line.who === 'agent') {
      for (const ask of line.asks) room = moveAsk(standings, facts, ask.room - 1, ask.step);
      asked = askedBy(line.act, line.text) ?? asked;
      before = line;
      continue;
    }
    if (dialogue.lines[index - 1]?.who === 'partner') continue;
    const said = linesFrom(dialogue, index);
    const words = new PartnerWords(dialogue, facts, standings, chance, said);
    const currency = facts.tickets[room]?.currency;
    const standingAsk = standings[room]?.ask?.toFixed();
    turns.push({
      dialogueId: dialogue.id,
      line: line.line,
      before: before?.text ?? '',
      text: words.text,
      asked,
      standing: standings.some(({ ask }) => ask !== undefined),
      labels: labelsOf(said),
      offers: words.offers,
      reading: interpret({
        text: words.text,
        ...(currency === undefined ? {} : { currency }),
        asked,
        ...(standingAsk === undefined ? {} : { standingAsk }),
        tickets: facts.tickets.map((ticket, at) => ticketFor(ticket, standings[at])),
        today: facts.openedAt.toISOString().slice(0, 10),
      }),
    });
    words.settle();
  }
  return turns;
}

function linesFrom({ lines }: Dialogue, from: number): PartnerLine[] {
  const said: PartnerLine[] = [];
  for (let index = from; lines[index]?.who === 'partner'; index++) said.push(lines[index] as PartnerLine);
  return said;
}

function labelsOf(said: readonly PartnerLine[]): ReadTurn['labels'] {
  return {
    acts: [...new Set(said.flatMap(({ acts }) => acts))],
    concerns: [...new Set(said.map(({ concern }) => concern).filter((concern) => concern !== 'none'))],
    mood: said.find(({ mood }) => mood !== 'neutral')?.mood ?? 'neutral',
  };
}

/** Answers with the room that is now talked about. */
function moveAsk(standings: Standing[], { tickets, mandates }: DialogueFacts, room: number, step: AskStep): number {
  const standing = standings[room];
  const ticket = tickets[room];
  if (!standing || !ticket) return 0;
  const start = new Decimal(mandates[room]?.targetRate ?? ticket.currentRate);
  const from = standing.ask ?? start;
  const towards = (standing.quote ?? new Decimal(ticket.currentRate)).minus(from).times(STEP_SHARES[step]);
  standing.ask = step === 'first' ? start : rounded(from.plus(towards), ticket);
  return room;
}

const rounded = (rate: Decimal, { currency }: Ticket): Decimal => {
  const step = naturalStep(rate, currency);
  return rate.div(step).round().times(step);
};

function ticketFor(
  { id, roomType, stay, currency, priceBasis, rateUnit, currentRate }: Ticket,
  standing?: Standing,
): InterpreterTicket {
  return {
    id,
    roomType,
    stay: { from: stay.from, to: stay.to },
    currency,
    priceBasis,
    rateUnit,
    currentRate,
    ...(standing?.ask === undefined ? {} : { standingAsk: standing.ask.toFixed() }),
    ...(standing?.quote === undefined ? {} : { lastQuote: standing.quote.toFixed() }),
  };
}

/** The lines of a turn with amounts in their slots: between our ask and what the partner named before. */
class PartnerWords {
  readonly text: string;
  readonly offers: string[] = [];
  readonly #named = new Map<number, Decimal>();
  readonly #plain: boolean;

  constructor(
    dialogue: Dialogue,
    private readonly facts: DialogueFacts,
    private readonly standings: Standing[],
    private readonly chance: Chance,
    said: readonly PartnerLine[],
  ) {
    // Who types carelessly types no currency; others do half of the time.
    this.#plain = chance.happens(0.5) || dialogue.manner === 'careless';
    this.text = said
      .map(({ text, acts }) =>
        this.#fill(
          text,
          acts.some((act) => OFFERING.includes(act)),
        ),
      )
      .join('\n');
  }

  /** What was named stands from now on. */
  settle(): void {
    for (const [room, amount] of this.#named) {
      const standing = this.standings[room];
      if (standing) standing.quote = amount;
    }
  }

  #fill(text: string, offered: boolean): string {
    return text.replace(/\{([a-z_]+?)(_2)?\}/g, (whole, slot: string, second?: string) => {
      const room = second === undefined ? 0 : 1;
      const ticket = this.facts.tickets[room];
      const value = ticket === undefined ? undefined : this.#valueOf(slot, room, ticket, offered);
      return value ?? whole;
    });
  }

  #valueOf(slot: string, room: number, ticket: Ticket, offered: boolean): string | undefined {
    const { chance } = this;
    const current = new Decimal(ticket.currentRate);
    const competitor = new Decimal(ticket.evidence[0]?.rate ?? ticket.currentRate);
    switch (slot) {
      case 'quote': {
        const amount = this.#quote(room, ticket);
        if (offered && !this.offers.includes(amount.toFixed())) this.offers.push(amount.toFixed());
        return this.#money(amount, ticket);
      }
      case 'standing_ask':
      case 'ask_rate':
        return this.#money(this.#ask(room, ticket), ticket);
      case 'current_rate':
        return this.#money(current, ticket);
      case 'competitor_rate':
        return this.#money(competitor, ticket);
      case 'gap':
        return this.#money(current.minus(competitor), ticket);
      case 'amount':
        return this.#money(rounded(current.times(chance.between(0.1, 0.35)), ticket), ticket);
      case 'gap_percent':
      case 'percent':
        return `${chance.whole(4, 25)}%`;
      case 'number':
        return String(chance.whole(3, 40));
      case 'date':
        return `${chance.whole(1, 28)} ${chance.pick(['January', 'March', 'May', 'September', 'December'])}`;
      case 'phone':
        return `+44 20 7946 0${chance.whole(100, 999)}`;
      case 'room':
        return ticket.roomType;
      case 'stay':
        return formatStay(ticket.stay);
      case 'nights':
        return String(nightsOf(ticket.stay).length);
      case 'basis':
        return `${ticket.priceBasis} rate`;
      case 'competitor':
        return ticket.evidence[0]?.source ?? 'another site';
      case 'ota':
        return this.facts.ota;
      case 'hotel':
        return this.facts.hotel.name;
      case 'partner':
        return this.facts.partner.name;
      case 'lever':
        return this.facts.levers[0]?.title;
      default:
        return undefined;
    }
  }

  #money(amount: Decimal, { currency }: Ticket): string {
    return this.#plain ? amount.toFixed() : formatMoney(amount.toFixed(), currency);
  }

  #ask(room: number, ticket: Ticket): Decimal {
    return this.standings[room]?.ask ?? new Decimal(this.facts.mandates[room]?.targetRate ?? ticket.currentRate);
  }

  /** The same amount wherever it stands in a turn. */
  #quote(room: number, ticket: Ticket): Decimal {
    const named = this.#named.get(room);
    if (named) return named;
    const ask = this.#ask(room, ticket);
    const before = this.standings[room]?.quote ?? new Decimal(ticket.currentRate);
    const between = rounded(ask.plus(before.minus(ask).times(this.chance.between(0.35, 0.85))), ticket);
    const amount = between.gt(ask) ? between : ask.plus(naturalStep(ask, ticket.currency));
    this.#named.set(room, amount);
    return amount;
  }
}
