import { slotsOfMoment } from '../moment.js';
import { type FlawClass } from '../flaw-class.js';
import { say } from '../wording.js';

export const leakedReasoning: FlawClass = {
  id: 'leaked-reasoning',
  title: 'Reasoning, markup or an unfilled slot',
  rubricItems: [],
  guardrails: ['leaked-reasoning'],
  mayAlsoTrip: ['internal-terms', 'numeric-grounding', 'permitted-ask', 'plan-text-agreement'],
  severity: 0.9,
  ways: [
    {
      id: 'thinks-aloud',
      inject(moment, chance) {
        const thought = say(moment, chance, [
          'The partner [seems|sounds|is] [tired|hesitant|annoyed|open], so [I should|I will|we should] [show empathy|restate the ask|acknowledge the concern].',
          '[I will now|I should now|First I] [acknowledge the concern|empathise] and [then|] [counter with|propose] [a small step|the ask].',
          'The [user|partner] [asked|wants] [about "{word}"|something else]; [the best reply|the right next step] is [short|to ask].',
          '[Let me think|Let us think] [step by step|it through]: they [said|wrote] [no|something about "{word}"|a figure].',
        ]);
        return thought === undefined
          ? undefined
          : { text: chance.happens(0.75) ? `${thought} ${moment.text}` : `${moment.text} ${thought}` };
      },
    },
    {
      id: 'labels',
      inject: (moment, chance) => ({
        text: chance.pick([
          `Reply: ${moment.text}`,
          `Assistant: ${moment.text}`,
          `Here is a draft: ${moment.text}`,
          `Draft reply: "${moment.text}"`,
          `${moment.text} (Note: kept short.)`,
          `${moment.text} (${moment.text.split(/\s+/).length} words)`,
          `Sure, here is the reply. ${moment.text}`,
        ]),
      }),
    },
    {
      id: 'markup',
      inject(moment, chance) {
        const { text, sentences, ticket } = moment;
        const room = ticket.roomType;
        const marked = [
          text.includes(room) ? text.replace(room, `**${room}**`) : `**${text}**`,
          `<reply>${text}</reply>`,
          `{"reply": "${text}"}`,
          sentences.map((sentence) => `* ${sentence}`).join('\n'),
          `${text} <|end|>`,
          `# Reply\n${text}`,
        ];
        return { text: chance.pick(marked) };
      },
    },
    {
      id: 'unfilled-slot',
      inject(moment, chance) {
        const slots = Object.entries(slotsOfMoment(moment, moment.plan)).filter(
          ([name, value]) => value.length > 3 && moment.text.includes(value) && !/_\d$/.test(name),
        );
        if (slots.length === 0) return undefined;
        const [name, value] = chance.pick(slots);
        const hole = chance.pick([
          `{${name}}`,
          `[${name.replace('_', ' ')}]`,
          `{${name}`,
          `{{${name}}}`,
          `<${name}>`,
          'undefined',
          '[insert here]',
          'XXX',
        ]);
        return { text: moment.text.replaceAll(value, hole) };
      },
    },
  ],
};
