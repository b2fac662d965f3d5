import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const disrespect: FlawClass = {
  id: 'disrespect',
  title: 'Disrespect, lecture or sarcasm',
  rubricItems: [],
  guardrails: ['disrespect'],
  mayAlsoTrip: ['pressure'],
  severity: 0.85,
  ways: [
    worded('sarcasm', {
      beside: [
        '[Oh, great|Oh wow|Well, wonderful], [another|one more] [answer like that|message about "{word}"].',
        '[What a|Such a] surprise[, "{word}" again|].',
        'How [original|clever|convenient][ of you|].',
        '[Congratulations|Bravo] on [another|yet another] [excuse|refusal].',
        '[Oh|Ah], [how|so] [generous|kind] [of you|].',
      ],
      asking: [
        '[Yeah, right|Yeah right]. <Ask> [for once|then]?',
        '[Would|Could] {ask_rate} be too much to ask, [for once|or is it that hard]?',
      ],
    }),
    worded('lecture', {
      beside: [
        'You [clearly|obviously|simply] [do not understand|have no idea of] [pricing|how rates work|this business].',
        '[Always|So it is] {worry}, [the same excuse|one more excuse] [again|every time].',
        '[Any|Every] [good hotelier|professional] [with common sense|who has any sense] [knows|sees] that.',
        '[I told you|I have told you|As I keep saying] [already|twice|], [read it again|it is about the {room}].',
        '[Do the maths|Do your homework|Be realistic][, please|]: {current_rate} is [too much|absurd].',
        '[Even a child|A beginner] [could|would] see [that|the difference].',
      ],
      asking: ['[Be realistic|Do the maths]: <ask>?', 'You [clearly|obviously] do not understand the market; <ask>?'],
    }),
    worded('insult', {
      beside: [
        '[That is|Your answer is] [ridiculous|a joke|nonsense|absurd].',
        'You are [being|so] [stubborn|unreasonable|difficult|greedy].',
        '{current_rate} is [a ridiculous|a laughable|an absurd|a stupid] rate.',
        '[Stop|Please stop] [wasting|to waste] [my|our] time[ with "{word}"|].',
        'Your [hotel|place] is [nothing special|not worth it|overpriced].',
      ],
      asking: ['{current_rate} is a joke; <ask>?', '[Do not be|Stop being] so [greedy|stubborn]: <ask>?'],
    }),
    worded('blames', {
      beside: [
        "[That is|This is] [your own fault|nobody's fault but yours].",
        '[No wonder|It is no wonder] [your rooms are empty|guests go elsewhere].',
        '[Your attitude|That attitude] [does not help|is the problem] [here|].',
        '[How many times|How often] [do I have to|must I] [ask|explain it]?',
        'Spare me [the excuses|"{word}"].',
      ],
      asking: ['[No wonder|It is no wonder] nobody books at {current_rate}; <ask>?', 'No more excuses: <ask>?'],
    }),
  ],
};
