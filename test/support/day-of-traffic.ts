import { SeededRandomness } from '../../src/simulation/world/seeded-randomness.js';

/** A message that arrives, by the number of its conversation. */
export interface Arrival {
  /** Milliseconds since the day began. */
  at: number;
  conversation: number;
  clientMessageId: string;
  text: string;
}

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** How much partners write in each hour of the day: little at night, most before noon and in the afternoon. */
const BY_HOUR = [1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 12, 8, 10, 13, 13, 12, 9, 6, 5, 4, 3, 2, 1];
/** Bursts of one conversation keep apart, so that who answers when does not decide what is answered together. */
const APART_MS = 150_000;
const WITHIN_BURST_MS = 400;

const FIRST = ['Hello, who is this?', 'Good morning, what is this about?', 'Hi, what do you want from us?'];
const MIDDLE = [
  'Our rate is already low, costs are high this season.',
  'What do we get in return?',
  'How about 505?',
  'Could do 490 for the weekdays, not the weekend',
  'I can offer 5% off',
  '480 and not less',
  'meet in the middle?',
  'ok, 470 then',
  'I have to ask the owner first',
  'Is that net or selling?',
  '455 works for us',
  'Sorry, I meant 475',
  'No, that is too low for us.',
  'Who is going to pay for the breakfast?',
  'Is the badge shown in the search?',
];
const LAST = ['Yes, agreed.', 'Yes, I confirm.', 'We are not interested, sorry.', 'I want to talk to a person.', 'ok thanks'];

/** What partners of `conversations` write in a day: the same for the same seed, whatever is answered. */
export function dayOfTraffic(seed: number, conversations: number): Arrival[] {
  const chance = new SeededRandomness(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(chance.uniform() * items.length)]!;
  const arrivals: Arrival[] = [];
  for (let conversation = 0; conversation < conversations; conversation++) {
    const bursts = 3 + Math.floor(chance.uniform() * 9);
    const begins = Array.from({ length: bursts }, () => momentOfDay(chance)).sort((one, other) => one - other);
    let earliest = 0;
    begins.forEach((begin, number) => {
      const at = Math.max(begin, earliest);
      earliest = at + APART_MS;
      const size = number === 0 ? 1 : 1 + Math.floor(chance.uniform() * 2);
      for (let index = 0; index < size; index++) {
        const text = number === 0 ? pick(FIRST) : number === bursts - 1 && index === size - 1 ? pick(LAST) : pick(MIDDLE);
        arrivals.push({ at: at + index * WITHIN_BURST_MS, conversation, clientMessageId: `${number}-${index}`, text });
      }
    });
  }
  return arrivals
    .filter(({ at }) => at < DAY_MS)
    .sort((one, other) => one.at - other.at || one.conversation - other.conversation);
}

function momentOfDay(chance: SeededRandomness): number {
  const all = BY_HOUR.reduce((sum, share) => sum + share, 0);
  let left = chance.uniform() * all;
  const hour = BY_HOUR.findIndex((share) => (left -= share) < 0);
  return Math.floor((hour + chance.uniform()) * HOUR_MS);
}
