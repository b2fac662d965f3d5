import { describe, expect, it } from 'vitest';
import { type ConversationStore } from '../turn/ports/conversation-store.js';
import { type NegotiationQueries } from './ports/negotiation-queries.js';
import { type RatingStore } from './ports/rating-store.js';
import { ReadNegotiations } from './read-negotiations.js';

describe('everything about a conversation', () => {
  it('is as it was at one moment, though a turn is committed while it is read', async () => {
    const store = {
      load: () => Promise.resolve({ id: 'one', lastSeq: 2, turnCount: 1 }),
      messages: () => Promise.resolve([{ seq: 1 }, { seq: 2 }, { seq: 3 }]),
    } as unknown as ConversationStore;
    const queries = { turns: () => Promise.resolve([{ number: 1 }, { number: 2 }]) } as unknown as NegotiationQueries;
    const ratings = { ofConversation: () => Promise.resolve([{ turn: 1 }, { turn: 2 }]) } as unknown as RatingStore;
    const trace = await new ReadNegotiations(store, queries, ratings).trace({ tenantId: 'ours', negotiationId: 'one' });
    expect(trace).toMatchObject({
      ok: true,
      value: { messages: [{ seq: 1 }, { seq: 2 }], turns: [{ number: 1 }], ratings: [{ turn: 1 }] },
    });
  });
});
