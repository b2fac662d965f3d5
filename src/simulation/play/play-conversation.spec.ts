import { describe, expect, it } from 'vitest';
import { NO_MODELS } from '../../composition/models.js';
import { simulationPipeline } from '../../composition/simulation-pipeline.js';
import { readConfiguration } from '../../config/configuration.js';
import { openNegotiation } from '../../domain/negotiation/open.js';
import { builtInSop } from '../../platform/built-in-sop.js';
import { BASELINES, baselineWriter } from '../arms/baseline-writers.js';
import { oracleMandates } from '../arms/oracle.js';
import { SimulatedPartner, type HeardMessage, type PartnerMove } from '../partner.js';
import { PartnerB } from '../partners-b/partner-b.js';
import { recordOf, tallyOf } from '../summary/tally.js';
import { tallyAsMarkdown } from '../summary/markdown.js';
import { drawScenario } from '../world/draw-scenario.js';
import { type Scenario } from '../world/scenario.js';
import { MemoryConversation } from './memory-conversation.js';
import { PipelineConversation } from './pipeline-conversation.js';
import { playConversation } from './play-conversation.js';

const SEED = 7;
const HOUR_MS = 3_600_000;
const sop = builtInSop();

/** Says what it is told to, one move after the other, and then nothing more. */
class ScriptedPartner extends SimulatedPartner {
  readonly description = 'scripted';
  readonly heard: HeardMessage[] = [];
  private next = 0;

  constructor(private readonly moves: readonly PartnerMove[]) {
    super();
  }

  reset(): PartnerMove {
    this.next = 0;
    return { messages: [] };
  }

  step(heard: HeardMessage): PartnerMove {
    this.heard.push(heard);
    return this.moves[this.next++] ?? { messages: [] };
  }
}

const says = (text: string, delayMs = 60_000): PartnerMove => ({ messages: [{ text, delayMs }] });
const silent: PartnerMove = { messages: [] };

/** One room, nothing in it that leads the talk elsewhere. */
function oneRoom(): Scenario {
  for (let index = 0; ; index++) {
    const scenario = drawScenario(SEED, index);
    const [room] = scenario.tickets;
    if (
      scenario.tickets.length === 1 &&
      room!.ticket.priceBasis === 'selling' &&
      room!.mandate.targetRate !== room!.mandate.limitRate
    )
      return scenario;
  }
}

const worlds = [
  ['in memory', (scenario: Scenario) => new MemoryConversation(scenario, sop, baselineWriter('intent', scenario, SEED))],
  [
    'through the turn',
    (scenario: Scenario) =>
      new PipelineConversation(scenario, simulationPipeline(readConfiguration({}), SEED, NO_MODELS), 'intent'),
  ],
] as const;

describe.each(worlds)('a conversation that is played %s', (_, conversationOf) => {
  it('leads from an acceptance over restated terms to an agreement', async () => {
    const scenario = oneRoom();
    const partner = new ScriptedPartner([
      says('Good morning, what is it about?'),
      says('And what rate would you like?'),
      says('All right, we can do that.'),
      says('Yes, I agree to these terms.'),
    ]);
    const played = await playConversation(conversationOf(scenario), partner);
    expect(played.status).toBe('agreed');
    expect(played.tickets).toEqual([
      { id: scenario.tickets[0]!.ticket.id, result: 'agreed', agreedRate: scenario.tickets[0]!.mandate.targetRate },
    ]);
    expect(partner.heard.find(({ terms }) => terms)?.terms).toEqual([
      { ticketId: scenario.tickets[0]!.ticket.id, rate: scenario.tickets[0]!.mandate.targetRate },
    ]);
  });

  it('reminds who is silent, and expires when nobody answers', async () => {
    const scenario = oneRoom();
    const played = await playConversation(conversationOf(scenario), new ScriptedPartner([]));
    expect(played.status).toBe('expired');
    expect(played.messages.every(({ author }) => author === 'agent')).toBe(true);
    expect(played.messages.length).toBeGreaterThan(1);
    const [first, second] = played.messages.map(({ at }) => Date.parse(at));
    expect(second! - first!).toBeGreaterThanOrEqual(24 * HOUR_MS);
  });

  it('sends a reminder that falls due before a late answer, and hears the answer all the same', async () => {
    const scenario = oneRoom();
    const partner = new ScriptedPartner([says('Hello, sorry, I was away.', 30 * HOUR_MS), silent]);
    const { messages } = await playConversation(conversationOf(scenario), partner);
    const answer = messages.findIndex(({ author }) => author === 'partner');
    expect(messages.slice(0, answer).map(({ author }) => author)).toEqual(['agent', 'agent']);
  });

  it('stops for good when asked to', async () => {
    const partner = new ScriptedPartner([says('Please stop writing to me. No more messages.')]);
    const played = await playConversation(conversationOf(oneRoom()), partner);
    expect(played.status).toBe('opted_out');
    expect(played.messages.filter(({ author }) => author === 'agent')).toHaveLength(2);
  });

  it('is the same to the letter for the same seed, and shows the limit nowhere', async () => {
    const play = async (): Promise<string[]> => {
      const records: string[] = [];
      for (let index = 0; index < 8; index++) {
        const scenario = drawScenario(SEED, index);
        const partner = new PartnerB(scenario, SEED);
        const record = recordOf(scenario, partner.description, await playConversation(conversationOf(scenario), partner));
        records.push(JSON.stringify(record));
        const said = record.messages.filter(({ author }) => author === 'agent').map(({ text }) => text.replaceAll(',', ''));
        for (const { mandate, ticket } of scenario.tickets) {
          const open = [mandate.targetRate, ticket.currentRate, ...ticket.evidence.flatMap(({ rate }) => rate ?? [])];
          const heard = record.messages.some(
            ({ author, text }) => author === 'partner' && text.replaceAll(',', '').includes(mandate.limitRate),
          );
          if (heard || open.includes(mandate.limitRate)) continue;
          expect(said.filter((text) => new RegExp(`(?<![\\d.])${mandate.limitRate}(?![\\d.])`).test(text))).toEqual([]);
        }
      }
      return records;
    };
    expect(await play()).toEqual(await play());
  });
});

describe('the baselines', () => {
  it.each(BASELINES)('%s comes to an end with every partner', async (baseline) => {
    for (let index = 0; index < 5; index++) {
      const scenario = drawScenario(SEED, index);
      const writer = baselineWriter(baseline, scenario, SEED);
      const mandates = baseline === 'oracle' ? oracleMandates(scenario) : undefined;
      const conversation = new MemoryConversation(scenario, sop, writer, mandates ? { mandates } : {});
      const { messages } = await playConversation(conversation, new PartnerB(scenario, SEED));
      expect(messages.length).toBeLessThan(130);
    }
  });

  it('the oracle goes nowhere above our limit, and takes only what the hotel named or would take', () => {
    for (let index = 0; index < 200; index++) {
      const scenario = drawScenario(SEED, index);
      const { ticket, mandate } = scenario.tickets[0]!;
      for (const rate of [mandate.limitRate, ticket.currentRate]) {
        const quote = {
          type: 'quote' as const,
          ticketId: ticket.id,
          author: 'partner' as const,
          messageSeq: 1,
          at: scenario.startsAt,
        };
        const state = {
          ...openNegotiation({ tickets: [ticket], levers: [] }),
          ledger: [{ ...quote, rate, firmness: 'stated' as const, conditions: [] }],
        };
        const { targetRate, limitRate } = oracleMandates(scenario)(state)[0]!;
        const least = scenario.tickets[0]!.reservationRate;
        if (![mandate.targetRate, rate].includes(targetRate)) expect(Number(targetRate)).toBeGreaterThanOrEqual(least);
        expect(Number(targetRate)).toBeLessThanOrEqual(Number(limitRate));
        expect(Number(limitRate)).toBeLessThanOrEqual(Number(mandate.limitRate));
      }
    }
  });
});

describe('a tally', () => {
  const scenario = oneRoom();
  const { ticket, mandate } = scenario.tickets[0]!;
  const feasible = { ...scenario, tickets: [{ ...scenario.tickets[0]!, reservationRate: Number(mandate.targetRate) }] };
  const message = { author: 'partner' as const, text: 'ok', at: scenario.startsAt };
  const agreed = recordOf(feasible, 'x', {
    status: 'agreed',
    messages: [message],
    fallbacks: 0,
    tickets: [{ id: ticket.id, result: 'agreed', agreedRate: mandate.targetRate }],
  });
  const open = recordOf(feasible, 'x', {
    status: 'expired',
    messages: [],
    fallbacks: 0,
    tickets: [{ id: ticket.id, result: 'open' }],
  });

  it('gives the whole of the possible discount to the target where the hotel would take it', () => {
    expect(agreed.tickets[0]!.shareOfPossible).toBe(1);
    expect(open.tickets[0]!.shareOfPossible).toBe(0);
    expect(tallyOf([agreed, open])).toMatchObject({
      conversations: 2,
      responded: 1,
      agreed: 1,
      feasible: 2,
      feasibleAgreed: 1,
      discountWhenAgreed: 1,
      successTimesDiscount: 0.5,
      byStatus: { agreed: 1, expired: 1 },
    });
  });

  it('leaves rooms out in which no deal is possible', () => {
    const impossible = { ...scenario, tickets: [{ ...scenario.tickets[0]!, reservationRate: Number(ticket.currentRate) }] };
    const record = recordOf(impossible, 'x', { status: 'declined', messages: [], fallbacks: 0, tickets: [] });
    expect(record.tickets[0]!.shareOfPossible).toBeUndefined();
    expect(tallyOf([record]).feasible).toBe(0);
  });

  it('says that it is simulated, and never the limit', () => {
    const text = tallyAsMarkdown(
      { partners: 'B', placebo: false, arm: 'intent', world: 'memory', seed: 1 },
      tallyOf([agreed, open]),
    );
    expect(text).toMatch(/^Simulated:/);
    expect(text).toContain('50.0 % (');
    expect(JSON.stringify([agreed, open])).not.toContain(mandate.limitRate);
  });
});
