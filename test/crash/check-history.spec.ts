import { describe, expect, it } from 'vitest';
import { checkHistory } from './check-history.js';
import { type ConversationHistory } from './history.js';
import { type ViolationKind } from './violation.js';

/** Two messages of a burst, a reply with terms, a yes, a closing reply. Everything as promised. */
function goodConversation(): ConversationHistory {
  const messages: ConversationHistory['messages'] = [
    { id: 'a', seq: 1, author: 'partner', clientMessageId: 'm-1', text: 'Hello' },
    { id: 'b', seq: 2, author: 'partner', clientMessageId: 'm-2', text: '170 works' },
    { id: 'c', seq: 3, author: 'agent', clientMessageId: null, text: 'So EUR 170, do you agree?' },
    { id: 'd', seq: 4, author: 'partner', clientMessageId: 'terms:t:yes', text: 'Yes' },
    { id: 'e', seq: 5, author: 'agent', clientMessageId: null, text: 'Thank you' },
  ];
  const shown = () => messages.map(({ id, seq, author, text }) => ({ id, seq, author, text }));
  return {
    negotiationId: 'n',
    mandates: [{ ticketId: 'double', targetRate: '160', limitRate: '178.37' }],
    sent: [
      { clientMessageId: 'm-1', text: 'Hello', attempts: 1, refused: false, receipts: [{ messageId: 'a', seq: 1 }] },
      {
        clientMessageId: 'm-2',
        text: '170 works',
        attempts: 3,
        refused: false,
        receipts: [
          { messageId: 'b', seq: 2 },
          { messageId: 'b', seq: 2 },
        ],
      },
      { clientMessageId: 'terms:t:yes', text: null, attempts: 1, refused: false, receipts: [{ messageId: 'd', seq: 4 }] },
      { clientMessageId: 'terms:old:yes', text: null, attempts: 1, refused: true, receipts: [] },
    ],
    views: [
      { client: 'n/1', shown: shown(), dropped: shown().slice(0, 2) },
      { client: 'n/2', shown: shown(), dropped: [] },
    ],
    row: {
      owner: 'agent',
      status: 'agreed',
      lastSeq: 5,
      inboxHead: 4,
      answeredSeq: 4,
      turnCount: 2,
      eventSequence: 6,
      turnIsDue: false,
      leased: false,
    },
    messages,
    turns: [
      { number: 1, trigger: 'partner_message', answers: [1, 2], messageSeq: 3, resolution: 'candidate' },
      { number: 2, trigger: 'partner_message', answers: [4], messageSeq: 5, resolution: 'candidate' },
    ],
    ledger: [
      { position: 0, ticketId: 'double', type: 'quote', author: 'partner', messageSeq: 2, rate: '170' },
      { position: 1, ticketId: 'double', type: 'terms', author: 'agent', messageSeq: 3, rate: '170', termsId: 't' },
      { position: 2, ticketId: 'double', type: 'agreement', author: 'partner', messageSeq: 4, rate: '170', termsId: 't' },
    ],
    events: [
      { sequence: 1, type: 'negotiation.opened', delivered: true },
      ...messages.map(({ id }, index) => ({ sequence: index + 2, type: 'message.created', messageId: id, delivered: true })),
    ],
    outcome: { status: 'agreed', tickets: [{ id: 'double', result: 'agreed', agreedRate: '170' }] },
  };
}

function kindsAfter(harm: (conversation: ConversationHistory) => void): ViolationKind[] {
  const conversation = goodConversation();
  harm(conversation);
  return [...new Set(checkHistory({ conversations: [conversation] }).violations.map(({ kind }) => kind))];
}

describe('the checker of histories', () => {
  it('finds nothing in a history that is as promised, and counts it', () => {
    const { counts, violations } = checkHistory({ conversations: [goodConversation()] });
    expect(violations).toEqual([]);
    expect(counts).toMatchObject({
      conversations: 1,
      sent: 4,
      acknowledged: 3,
      decided: 3,
      turns: 2,
      delivered: 4,
      ledgerEntries: 3,
      agreed: 1,
    });
  });

  it('does not take a history in which nothing happened for a proof', () => {
    expect(checkHistory({ conversations: [] }).violations.map(({ kind }) => kind)).toEqual(Array(4).fill('vacuous'));
  });

  it('asks nothing of a conversation that a person owns but what was stored and shown', () => {
    const kinds = kindsAfter((it) => {
      it.row = { ...it.row, owner: 'human', turnCount: 1, answeredSeq: 2, turnIsDue: true };
      it.turns.pop();
      it.messages[4]!.author = 'human';
      for (const view of it.views) view.shown[4]!.author = 'human';
    });
    expect(kinds).toEqual([]);
  });

  const harms: [string, ViolationKind, (conversation: ConversationHistory) => void][] = [
    ['an acknowledged message that is not stored', 'lost', (it) => it.messages.splice(1, 1)],
    ['a message that was never acknowledged', 'lost', (it) => (it.sent[0]!.receipts = [])],
    ['a message stored twice', 'doubled', (it) => it.messages.push({ ...it.messages[0]!, id: 'f', seq: 6 })],
    ['one row twice', 'doubled', (it) => it.messages.push(it.messages[4]!)],
    ['a message stored in other words', 'altered', (it) => (it.messages[1]!.text = '180 works')],
    ['a receipt that names another number', 'altered', (it) => (it.sent[1]!.receipts[1] = { messageId: 'b', seq: 3 })],
    ['a receipt that names another message', 'altered', (it) => (it.sent[1]!.receipts[1] = { messageId: 'x', seq: 2 })],
    ['a message that nobody wrote', 'phantom', (it) => it.sent.splice(0, 1)],
    ['a refused message that is stored', 'phantom', (it) => (it.sent[3]!.clientMessageId = 'm-1')],
    ['a gap in the numbers', 'inconsistent', (it) => (it.messages[4]!.seq = 7)],
    ['a counter ahead of the rows', 'inconsistent', (it) => (it.row.lastSeq = 6)],
    ['a message without a decision', 'undecided', (it) => (it.turns[0]!.answers = [1])],
    ['a message decided by two turns', 'decided twice', (it) => (it.turns[1]!.answers = [2, 4])],
    ['a message decided twice by one turn', 'decided twice', (it) => (it.turns[1]!.answers = [4, 4])],
    ['a decision on what is no message of the partner', 'phantom', (it) => (it.turns[1]!.answers = [4, 5])],
    ['a reply that no turn sent', 'inconsistent', (it) => (it.turns[1]!.messageSeq = null)],
    ['a reply that two turns sent', 'inconsistent', (it) => (it.turns[1]!.messageSeq = 3)],
    ['an answer given before the question', 'out of order', (it) => (it.turns[0]!.answers = [1, 2, 4])],
    ['a turn missing from the count', 'inconsistent', (it) => (it.turns[1]!.number = 3)],
    ['an inbox that is behind', 'inconsistent', (it) => (it.row.inboxHead = 2)],
    ['answers that are behind the inbox', 'undecided', (it) => (it.row.answeredSeq = 2)],
    ['a turn that is still due', 'undecided', (it) => (it.row.turnIsDue = true)],
    ['a draft that is still held', 'inconsistent', (it) => (it.row.leased = true)],
    ['an event that was not handed over', 'unseen', (it) => (it.events[5]!.delivered = false)],
    ['a message that was told twice', 'inconsistent', (it) => (it.events[5] = { ...it.events[4]!, sequence: 6 })],
    ['a message that was not told', 'inconsistent', (it) => it.events.pop()],
    ['a gap in the events', 'inconsistent', (it) => (it.events[0]!.sequence = 0)],
    ['a reply that a window never showed', 'unseen', (it) => it.views[1]!.shown.pop()],
    ['a reply shown twice', 'seen twice', (it) => it.views[0]!.shown.push(it.views[0]!.shown[2]!)],
    ['replies shown in another order', 'out of order', (it) => it.views[0]!.shown.reverse()],
    [
      'a reply shown that is not stored',
      'phantom',
      (it) => it.views[0]!.shown.push({ id: 'x', seq: 6, author: 'agent', text: 'Hm' }),
    ],
    ['another reply under the same number', 'altered', (it) => (it.views[0]!.shown[2]!.text = 'Something else')],
    ['a repetition that says something else', 'altered', (it) => (it.views[0]!.dropped[1]!.id = 'x')],
    ['a hole in the ledger', 'ledger', (it) => it.ledger.splice(0, 1)],
    ['an entry for a message that is not there', 'ledger', (it) => (it.ledger[0]!.messageSeq = 9)],
    ['an entry for a message of somebody else', 'ledger', (it) => (it.ledger[0]!.messageSeq = 3)],
    ['an outcome without an agreement', 'ledger', (it) => it.ledger.pop()],
    ['an agreement without an outcome', 'ledger', (it) => (it.outcome.tickets[0]!.result = 'open')],
    ['an agreement at another rate', 'ledger', (it) => (it.outcome.tickets[0]!.agreedRate = '165')],
    ['an agreement above the limit', 'ledger', (it) => it.ledger.forEach((entry) => (entry.rate = '178.38'))],
    [
      'an agreement that was taken back',
      'ledger',
      (it) => it.ledger.push({ ...it.ledger[2]!, position: 3, type: 'retraction', of: 'agreement' }),
    ],
    ['an agreement on terms that were not restated', 'ledger', (it) => (it.ledger[1]!.termsId = 'u')],
    ['a ticket without an outcome', 'ledger', (it) => (it.outcome.tickets = [])],
    ['an outcome that is not the status', 'ledger', (it) => (it.row.status = 'open')],
    ['an ask at the limit', 'ledger', (it) => (it.ledger[1] = { ...it.ledger[1]!, type: 'ask', rate: '178.37' })],
    [
      'an ask below an earlier one',
      'ledger',
      (it) => {
        it.ledger.push({ ...it.ledger[1]!, position: 3, type: 'ask', rate: '165' });
        it.ledger.push({ ...it.ledger[1]!, position: 4, type: 'ask', rate: '162' });
      },
    ],
  ];

  it.each(harms)('finds %s: %s', (_, kind, harm) => {
    expect(kindsAfter(harm)).toContain(kind);
  });
});
