import { type Rubric } from '../../domain/judge/rubric.js';
import { type ItemKind } from './item.js';

const WHO_AND_WHAT = `You read conversations in which the AI assistant of a travel site asks hotels for a better room rate. It is honest, brief and
courteous. Read the whole context of an item, then judge only the reply, in this moment. training/annotations/GUIDE.md explains
everything below with examples; read it first. Do not talk with other readers, and do not guess who wrote a reply.

Write a file of JSON lines: **one line for every item of this sheet**, with the item's id as it stands in its heading. Nothing may
be left out; where you are unsure, decide as well as you can.`;

const PAIRS = `## Items with two replies

Which reply is better here, the first or the second?

- \`choice\`: \`"a"\` for the first, \`"b"\` for the second, \`"tie"\` where you would not mind which of them is sent.
- \`strength\`: 1 slightly, 2 clearly, 3 far better. A tie has none.
- \`reason\`: a few words, if you like.

\`\`\`
{"id": "…", "choice": "a", "strength": 1}
{"id": "…", "choice": "b", "strength": 3, "reason": "…"}
{"id": "…", "choice": "tie"}
\`\`\``;

const REPLIES = `## Items with one reply

- \`overall\`: 1 must not be sent, 2 poor, 3 acceptable, 4 good, 5 as good as it gets in this moment.
- \`violations\`: the faults below that the reply has, each with its severity: 1 slight, 2 clear, 3 harmful. A fault that is not
  named counts as not there; \`{}\` where there is none.
- \`note\`: a few words, if you like.

\`\`\`
{"id": "…", "overall": 2, "violations": {"FAULT": 2}, "note": "…"}
{"id": "…", "overall": 5, "violations": {}}
\`\`\`

Faults:`;

/** What stands on top of a sheet that holds items of these kinds. */
export function sheetInstructions(kinds: ReadonlySet<ItemKind>, rubric: Rubric): string {
  const faults = rubric.items.map(({ id, description }) => `- \`${id}\`: ${description}`).join('\n');
  const example = rubric.items[0]?.id ?? '';
  return [
    WHO_AND_WHAT,
    ...(kinds.has('pair') ? [PAIRS] : []),
    ...(kinds.has('reply') ? [`${REPLIES.replace('FAULT', example)}\n\n${faults}`] : []),
  ].join('\n\n');
}
