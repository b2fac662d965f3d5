import { type ConversationMemory } from './conversation.js';

/** What the agent remembers before the first word, in a conversation in this language (BCP 47; `und` where it is unknown). */
export function emptyMemory(language: string): ConversationMemory {
  return {
    briefed: false,
    asked: 'nothing',
    usedTactics: [],
    concerns: [],
    timesTermsRestated: 0,
    followUpsSent: 0,
    language,
  };
}
