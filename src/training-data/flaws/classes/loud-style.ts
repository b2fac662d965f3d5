import { type FlawClass, type Injection } from '../flaw-class.js';
import { isFirstMessage, type Moment } from '../moment.js';

const OPENING_WORDS = 4;
const MOST_OPENING_WORDS = 8;
const THANKS = /^\W*(?:many thanks|thank|sorry|apolog|my apolog|i'm sorry|i am sorry)/i;

const lastOwn = ({ context }: Moment): string | undefined => context.history.findLast(({ author }) => author === 'agent')?.text;
const lowered = (text: string): string =>
  /^(?:I\b|I'|[A-Z]{2})/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

export const loudStyle: FlawClass = {
  id: 'loud-style',
  title: 'Loud or canned',
  rubricItems: ['cold_style'],
  guardrails: [],
  severity: 0.2,
  ways: [
    {
      id: 'exclamation-marks',
      inject(moment, chance): Injection | undefined {
        const shout = chance.pick(['!', '!!', '!!!']);
        const cheer = chance.pick(['Great!', 'Wonderful!', 'Super!', 'Perfect!', 'Hello again!', '']);
        const text = moment.sentences
          .map((sentence) => sentence.replace(/\.$/, shout).replace(/\?$/, chance.happens(0.5) ? '?!' : '?'))
          .join(' ');
        return (text.match(/!/g)?.length ?? 0) + (cheer === '' ? 0 : 1) < 2 ? undefined : { text: `${cheer} ${text}`.trim() };
      },
    },
    {
      id: 'capitals',
      inject(moment, chance) {
        const { sentences } = moment;
        const at = sentences.reduce(
          (longest, sentence, index) => (sentence.length > sentences[longest]!.length ? index : longest),
          0,
        );
        const all = sentences.length < 3 && chance.happens(0.5);
        return { text: sentences.map((sentence, index) => (all || index === at ? sentence.toUpperCase() : sentence)).join(' ') };
      },
    },
    {
      id: 'opens-as-before',
      inject(moment) {
        const own = isFirstMessage(moment) ? undefined : lastOwn(moment);
        const opening = own === undefined ? undefined : /^(?:[^,.?!]*[,.?!])/.exec(own)?.[0];
        const words = opening?.split(/\s+/).length ?? 0;
        if (opening === undefined || words < OPENING_WORDS || words > MOST_OPENING_WORDS || /\p{N}/u.test(opening))
          return undefined;
        return { text: opening.endsWith(',') ? `${opening} ${lowered(moment.text)}` : `${opening} ${moment.text}` };
      },
    },
    {
      id: 'thanks-again',
      inject(moment, chance) {
        if (!THANKS.test(lastOwn(moment) ?? '') || THANKS.test(moment.text)) return undefined;
        return {
          text: `${chance.pick(['Thank you very much.', 'Many thanks.', 'Thank you for that.', 'Sorry again.', 'Thanks a lot.', 'Thank you for your message.'])} ${moment.text}`,
        };
      },
    },
  ],
};
