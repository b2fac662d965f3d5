import { type PartnerMove, type SimulatedPartner } from '../partner.js';
import { type ConversationUnderPlay, type OurMessage, type PlayedOutcome } from './conversation-under-play.js';

export interface PlayedMessage {
  author: 'agent' | 'partner';
  text: string;
  /** RFC 3339. */
  at: string;
}

export interface PlayedConversation extends PlayedOutcome {
  messages: PlayedMessage[];
}

/** Turns of ours after which a conversation is given up; one that comes here is a fault of the world. */
const MOST_TURNS = 60;

/**
 * Plays one conversation to its end. Time is the simulated clock: a partner who takes a day takes none of ours. A reminder
 * of ours that falls due before the partner's answer is sent first, and heard by them.
 */
export async function playConversation(
  conversation: ConversationUnderPlay,
  partner: SimulatedPartner,
): Promise<PlayedConversation> {
  const messages: PlayedMessage[] = [];
  let pending = dueMessages(partner.reset(), conversation.now);
  const heard = async (ours: readonly OurMessage[]): Promise<void> => {
    for (const message of ours) {
      messages.push({ author: 'agent', text: message.text, at: new Date(message.at).toISOString() });
      const move = await partner.step(message);
      // What they were about to say is said all the same, unless the new message makes them say something else.
      if (move.messages.length > 0) pending = dueMessages(move, message.at);
    }
  };
  await heard(await conversation.open());
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const timer = conversation.ended ? undefined : await conversation.nextTimer();
    const first = pending[0];
    if (first !== undefined && (timer === undefined || first.at < timer)) {
      const said = pending;
      pending = [];
      for (const { text, at } of said) messages.push({ author: 'partner', text, at: new Date(at).toISOString() });
      await heard(await conversation.hear(said));
    } else if (timer !== undefined) await heard(await conversation.runTimer());
    else break;
  }
  return { messages, ...(await conversation.result()) };
}

function dueMessages({ messages }: PartnerMove, from: number): { text: string; at: number }[] {
  let at = from;
  return messages.map(({ text, delayMs }) => ({ text, at: (at += Math.max(0, delayMs)) }));
}
