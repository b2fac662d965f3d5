import { type MessageAuthor, type TranscriptMessage } from '../../domain/conversation/message.js';

/** Messages shown to a model, the latest; and characters of each. */
const MOST_MESSAGES = 24;
const MOST_CHARACTERS = 1_200;

const NAMES: Record<MessageAuthor, string> = { partner: 'partner', agent: 'us', human: 'us (a person)' };

/** A conversation for a prompt, a line a message. Quoted as JSON, so that no message can pretend to be a line of its own. */
export function transcriptOf(history: readonly TranscriptMessage[]): string[] {
  if (history.length === 0) return ['(empty)'];
  return history
    .slice(-MOST_MESSAGES)
    .map(({ author, text }) => `${NAMES[author]}: ${JSON.stringify(text.slice(0, MOST_CHARACTERS))}`);
}
