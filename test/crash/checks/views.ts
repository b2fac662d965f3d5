import { type ClientView, type ConversationHistory, type SeenMessage, type StoredMessage } from '../history.js';
import { eachRepeated, reporter, type Violation } from '../violation.js';

/** Every window showed what is stored: all of it, once, in order, and nothing else. */
export function checkViews(conversation: ConversationHistory): Violation[] {
  return conversation.views.flatMap((view) => checkView(conversation, view));
}

function checkView({ negotiationId, messages }: ConversationHistory, view: ClientView): Violation[] {
  const { found, report } = reporter(negotiationId);
  const stored = new Map(messages.map((message) => [message.seq, message]));
  const numbers = view.shown.map(({ seq }) => seq);

  eachRepeated(numbers, (seq) => report('seen twice', `${view.client} showed message ${seq} twice`));
  if (numbers.some((seq, index) => index > 0 && seq < numbers[index - 1]!))
    report('out of order', `${view.client} showed ${numbers.join(', ')}`);
  const seen = new Set(numbers);
  for (const { seq } of messages) if (!seen.has(seq)) report('unseen', `${view.client} never showed message ${seq}`);
  for (const message of [...view.shown, ...view.dropped]) {
    const original = stored.get(message.seq);
    if (!original) report('phantom', `${view.client} got message ${message.seq}, which is not stored`);
    else if (!same(original, message)) report('altered', `${view.client} got message ${message.seq} in another form`);
  }
  return found;
}

const same = (stored: StoredMessage, seen: SeenMessage): boolean =>
  stored.id === seen.id && stored.author === seen.author && stored.text === seen.text;
