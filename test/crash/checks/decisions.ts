import { type ConversationHistory } from '../history.js';
import { countsFromOne, eachRepeated, reporter, type Violation } from '../violation.js';

/** Every message of the partner was decided once, every decision said at most one thing, and nothing was said without one. */
export function checkDecisions({ negotiationId, messages, turns, row }: ConversationHistory): Violation[] {
  const { found, report } = reporter(negotiationId);
  const fromPartner = new Set(messages.filter(({ author }) => author === 'partner').map(({ seq }) => seq));
  const fromAgent = new Set(messages.filter(({ author }) => author === 'agent').map(({ seq }) => seq));
  const answered = turns.flatMap((turn) => turn.answers);
  const said = turns.flatMap(({ messageSeq }) => (messageSeq === null ? [] : [messageSeq]));

  eachRepeated(answered, (seq) => report('decided twice', `message ${seq} was decided by more than one turn`));
  eachRepeated(said, (seq) => report('inconsistent', `message ${seq} belongs to more than one turn`));
  for (const seq of answered)
    if (!fromPartner.has(seq)) report('phantom', `a turn decided message ${seq}, which is not the partner's`);
  for (const seq of said) if (!fromAgent.has(seq)) report('phantom', `a turn sent message ${seq}, which is not ours`);
  const decided = new Set(answered);
  if (row.owner === 'agent') {
    const told = turns.map(({ number, answers, resolution }) => `${number} (${resolution}): ${answers.join(' ')}`).join(', ');
    for (const seq of fromPartner) {
      if (!decided.has(seq)) report('undecided', `message ${seq} has no decision; turns answered ${told || 'nothing'}`);
    }
  }
  const sent = new Set(said);
  for (const seq of fromAgent) if (!sent.has(seq)) report('inconsistent', `message ${seq} was sent by no turn`);
  for (const { number, answers, messageSeq } of turns) {
    if (messageSeq !== null && answers.some((seq) => seq > messageSeq))
      report('out of order', `turn ${number} answers a message that came after its reply`);
  }
  return found;
}

/** The counters of the conversation fit its rows, and nothing waits any more. */
export function checkRow({ negotiationId, row, messages, turns }: ConversationHistory): Violation[] {
  const { found, report } = reporter(negotiationId);
  const inboxHead = messages.findLast(({ author }) => author === 'partner')?.seq ?? 0;
  if (row.inboxHead !== inboxHead) report('inconsistent', `the inbox ends at ${row.inboxHead}, the messages at ${inboxHead}`);
  if (row.turnCount !== turns.length) report('inconsistent', `${row.turnCount} turns were counted, ${turns.length} are stored`);
  if (!countsFromOne(turns.map((turn) => turn.number))) report('inconsistent', 'the turns are not numbered 1, 2, 3 …');
  if (row.owner !== 'agent') return found;
  if (row.answeredSeq < row.inboxHead)
    report('undecided', `messages are answered up to ${row.answeredSeq}, the inbox ends at ${row.inboxHead}`);
  if (row.turnIsDue) report('undecided', 'a turn is still due');
  if (row.leased) report('inconsistent', 'a draft is still held');
  return found;
}

/** The outbox told every message once, in order, and all of it is out. */
export function checkEvents({ negotiationId, events, messages, row }: ConversationHistory): Violation[] {
  const { found, report } = reporter(negotiationId);
  if (!countsFromOne(events.map((event) => event.sequence))) report('inconsistent', 'the events are not numbered 1, 2, 3 …');
  if (row.eventSequence !== events.length)
    report('inconsistent', `${row.eventSequence} events were counted, ${events.length} are stored`);
  const told = events.flatMap(({ messageId }) => (messageId === undefined ? [] : [messageId]));
  if (told.join() !== messages.map(({ id }) => id).join())
    report('inconsistent', 'the events of messages are not those of the messages stored');
  const waiting = events.filter((event) => !event.delivered).length;
  if (waiting > 0) report('unseen', `${waiting} events were never handed over`);
  return found;
}
