import { type SeededRandomness } from '../../src/simulation/world/seeded-randomness.js';
import { type Backend, pause } from './backend.js';
import { type SentMessage } from './history.js';
import { PartnerWindow, type Receipt } from './partner-window.js';

const TARGET = '160.00';
const LIMIT = '178.37';
const DAY_MS = 86_400_000;
const RETRY_MS = 50;

const OPENINGS = ['Hello, who is this?', 'Hi there', 'What is this about?', 'Good morning, what do you want from us?'];
const TALK = [
  'Our rate is already low.',
  'Why should we go down?',
  'We have high costs this season.',
  'What do we get in return?',
  'How about 190?',
  'Could do 185',
  'I can offer 10% off',
  '182 and not less',
  'Let us say one seventy-five',
  'meet in the middle?',
  '170 works for us',
  'OK, 160 then',
  'Hmm',
  'I have to ask the owner',
  'Sorry, I meant 176',
  'That is fine',
  'Is that net or selling?',
  'Thanks',
  'No, that is too low for us.',
  'The weekend is full anyway.',
];
/** Rarer than the rest: after it a conversation is mostly over. */
const LAST_WORDS = ['We are not interested, sorry.', 'I want to talk to a person.', 'Yes, agreed.'];

export interface PartnerOptions {
  name: string;
  backend: Backend;
  baseUrl: string;
  randomness: SeededRandomness;
  /** True: come to an end. */
  ending(): boolean;
  /** Longest wait between two bursts, in milliseconds. */
  patienceMs: number;
}

/** One negotiation as its partner lived it. */
export interface LivedNegotiation {
  negotiationId: string;
  mandates: { ticketId: string; targetRate: string; limitRate: string }[];
  sent: SentMessage[];
  windows: PartnerWindow[];
}

/** A hotel partner with one or two windows open, who writes in bursts and sends again until there is a receipt. */
export class Partner {
  private counter = 0;

  constructor(private readonly options: PartnerOptions) {}

  /** Negotiates again and again until told to end. */
  async live(record: (negotiation: LivedNegotiation) => void): Promise<void> {
    for (let number = 1; !this.options.ending(); number++) await this.negotiate(number, record);
  }

  private async negotiate(number: number, record: (negotiation: LivedNegotiation) => void): Promise<void> {
    const { backend, baseUrl, name } = this.options;
    const externalId = `${name}-${number}`;
    const negotiationId = await backend.createNegotiation(negotiationBody(externalId, this.chance(0.5)));
    const token = await backend.chatToken(negotiationId);
    const windows = [new PartnerWindow(`${externalId}/1`, baseUrl, token)];
    if (this.chance(0.3)) windows.push(new PartnerWindow(`${externalId}/2`, baseUrl, token));
    const negotiation: LivedNegotiation = {
      negotiationId,
      mandates: [{ ticketId: 'double', targetRate: TARGET, limitRate: LIMIT }],
      sent: [],
      windows,
    };
    record(negotiation);
    const bursts = 4 + Math.floor(this.options.randomness.uniform() * 12);
    for (let burst = 0; burst < bursts && !(this.options.ending() && burst > 0); burst++) {
      const terms = windows[0]!.lastTerms;
      const agrees = terms !== null && this.chance(0.6);
      // Who presses the button mostly says nothing beside it; otherwise terms would never be agreed to.
      const writing = agrees && this.chance(0.8) ? [] : this.textsOf(burst, bursts).map((text) => this.say(negotiation, text));
      if (agrees) writing.push(this.acceptTerms(negotiation, terms));
      if (this.chance(0.1)) windows[0]!.drop();
      await Promise.all(writing);
      if (this.chance(0.2)) windows[0]!.type();
      await pause(this.options.randomness.uniform() * this.options.patienceMs);
    }
  }

  private textsOf(burst: number, bursts: number): string[] {
    if (burst === 0) return [this.pick(OPENINGS)];
    if (burst === bursts - 1 && this.chance(0.5)) return [this.pick(LAST_WORDS)];
    return Array.from({ length: 1 + Math.floor(this.options.randomness.uniform() * 3) }, () => this.pick(TALK));
  }

  /** Until there is a receipt, always under the same id; through the chat or through the agency's messenger. */
  private async say(negotiation: LivedNegotiation, text: string): Promise<void> {
    const message = this.note(negotiation, `m-${++this.counter}`, text);
    const window = negotiation.windows[Math.floor(this.options.randomness.uniform() * negotiation.windows.length)]!;
    const relayed = this.chance(0.1);
    const { backend } = this.options;
    await this.untilAnswered(message, () =>
      relayed
        ? backend.relay(negotiation.negotiationId, message.clientMessageId, text)
        : window.send(message.clientMessageId, text),
    );
  }

  private async acceptTerms(negotiation: LivedNegotiation, termsId: string): Promise<void> {
    const id = `terms:${termsId}:yes`;
    if (negotiation.sent.some((known) => known.clientMessageId === id)) return;
    const message = this.note(negotiation, id, null);
    await this.untilAnswered(message, () => negotiation.windows[0]!.acceptTerms(termsId));
  }

  private async untilAnswered(message: SentMessage, attempt: () => Promise<Receipt | 'refused' | 'away' | null>): Promise<void> {
    while (message.receipts.length === 0 && !message.refused) {
      const answer = await attempt();
      if (answer === 'away') {
        await pause(RETRY_MS);
        continue;
      }
      message.attempts += 1;
      if (answer === 'refused') message.refused = true;
      else if (answer) message.receipts.push(answer);
      else await pause(RETRY_MS);
      // A receipt may get lost on its way to a screen: some send what they know to have arrived.
      if (message.receipts.length > 0 && this.chance(0.05)) {
        const again = await attempt();
        message.attempts += 1;
        if (again !== null && typeof again === 'object') message.receipts.push(again);
      }
    }
  }

  private note(negotiation: LivedNegotiation, clientMessageId: string, text: string | null): SentMessage {
    const message: SentMessage = { clientMessageId, text, attempts: 0, refused: false, receipts: [] };
    negotiation.sent.push(message);
    return message;
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.options.randomness.uniform() * items.length)]!;
  }

  private chance(share: number): boolean {
    return this.options.randomness.uniform() < share;
  }
}

function negotiationBody(externalId: string, weBegin: boolean) {
  const now = Date.now();
  const day = (days: number): string => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  return {
    externalId,
    hotel: { id: `hotel-${externalId}`, name: 'Hotel Anker', city: 'Hamburg', timeZone: 'Europe/Berlin' },
    partner: { id: `partner-${externalId}`, name: 'Hanna', language: 'en' },
    tickets: [
      {
        id: 'double',
        roomType: 'Double Room',
        stay: { from: day(20), to: day(23) },
        currency: 'EUR',
        priceBasis: 'selling',
        commissionRate: '0.15',
        currentRate: '200.00',
        targetRate: TARGET,
        limitRate: LIMIT,
        evidence: [
          {
            kind: 'competitor_rate',
            source: 'another site',
            rate: '165.00',
            observedAt: new Date(now).toISOString(),
            disclose: 'rate',
          },
        ],
      },
    ],
    levers: [{ id: 'badge', kind: 'badge', title: 'the Preferred badge for 30 days' }],
    start: weBegin ? 'now' : 'on_partner_message',
  };
}
