import { type FlawClass, type Injection } from '../flaw-class.js';
import { asked, type Moment } from '../moment.js';
import { instead } from '../wording.js';

/** Rooms that no negotiation here is about. */
const ELSEWHERE: readonly string[] = [
  'Standard Single',
  'Executive Studio',
  'Courtyard Twin',
  'Penthouse',
  'Economy Triple',
  'Terrace Room',
];
const WHICH = /\b(?:which|what) (?:of the |of your |of our |kind of |type of )?(?:room|one|type|category|unit|suite|apartment)/i;

const asksWhich = (moment: Moment): boolean =>
  asked(moment) &&
  ((moment.context.reading?.topics.includes('which_room') ?? false) ||
    moment.said.some((text) => WHICH.test(text)) ||
    // Of two rooms an answer has to say which it is about.
    moment.context.tickets.filter(({ id }) => moment.context.results[id] === 'open').length > 1);

/** Names of the rooms in the reply, the longest first. */
const namedRooms = ({ context, text }: Moment): string[] =>
  context.tickets.map(({ roomType }) => roomType).filter((room) => text.includes(room));

export const roomUnclear: FlawClass = {
  id: 'room-unclear',
  title: 'Does not answer which room',
  rubricItems: ['question_ignored'],
  guardrails: [],
  severity: 0.5,
  ways: [
    {
      id: 'leaves-the-room-out',
      inject(moment, chance): Injection | undefined {
        const rooms = namedRooms(moment);
        if (!asksWhich(moment) || rooms.length === 0) return undefined;
        const vague = chance.pick([
          'room in question',
          'room',
          'one we wrote about',
          'one that is in the offer',
          'room on our page',
        ]);
        const text = rooms.reduce(
          (said, room) =>
            said.replaceAll(
              new RegExp(`(?:(?:the|your|our) )?${room}`, 'gi'),
              (_found, at: number) => `${at === 0 || /[.!?] $/.test(said.slice(0, at)) ? 'The' : 'the'} ${vague}`,
            ),
          moment.text,
        );
        return { text };
      },
    },
    {
      id: 'names-another-room',
      inject(moment, chance) {
        const rooms = namedRooms(moment);
        if (!asksWhich(moment) || rooms.length === 0) return undefined;
        const other =
          moment.context.tickets.find(({ roomType }) => !rooms.includes(roomType))?.roomType ?? chance.pick(ELSEWHERE);
        return {
          text: rooms.reduce((said, room) => said.replaceAll(room, other), moment.text),
          guardrails: ['permitted-ask', 'plan-text-agreement'],
        };
      },
    },
    {
      id: 'asks-back',
      inject: (moment, chance) =>
        asksWhich(moment) && moment.plan.asks.length === 0
          ? instead(moment, chance, [
              '[Which room|Which one] [do you mean|would you like to talk about|are you thinking of]?',
              '[That depends|It depends]: which [room|one] [would you prefer|do you sell most]?',
              '[One of your rooms|A room at {hotel}], [for|in] {stay}. [Which one suits you|Which would you choose]?',
            ])
          : undefined,
    },
    {
      id: 'answers-with-the-dates',
      inject: (moment, chance) =>
        asksWhich(moment) && moment.plan.asks.length === 0
          ? instead(moment, chance, [
              '[It is|It would be] [about|for] {stay}[, {nights} nights|].',
              '[For|In] {stay}, [at the moment at|where we show] {current_rate}.',
              '[All I ask about is|It is only about] {stay}[, nothing else|].',
            ])
          : undefined,
    },
  ],
};
