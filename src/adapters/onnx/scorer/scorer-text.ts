/**
 * What a scorer reads of a moment and a reply; the trainer builds the very same text (training/parley_training/scorers/scorer_input.py
 * says what of it counts).
 */
export interface ScorerText {
  /** The last messages, oldest first, and the tags of the state. */
  context: string;
  /** Tags of the plan, `</plan>` and the words. */
  reply: string;
}

const SHOWN_MESSAGES = 4;
const MESSAGE = /<(partner|person)> (.*?) ?<end>|<\/plan> ?(.*?) ?<end>/g;

/**
 * @param prompt a serialised context, which ends with `<plan>`
 * @param completion plan and words, `<end>` or not
 */
export function scorerText(prompt: string, completion: string): ScorerText {
  const until = prompt.endsWith('<plan>') ? prompt.slice(0, -'<plan>'.length) : prompt;
  const at = until.lastIndexOf('<agent>');
  const messages = [...until.slice(0, Math.max(at, 0)).matchAll(MESSAGE)].flatMap(([, who, theirs, ours]) => {
    if (who) return `<${who}> ${theirs} <end>`;
    return ours ? `<agent> ${ours} <end>` : [];
  });
  const state = words(until.slice(at < 0 ? 0 : at + '<agent>'.length));
  return {
    context: [...messages.slice(-SHOWN_MESSAGES), '<agent>', ...state].join(' '),
    reply: words(completion.replaceAll('<end>', '')).join(' '),
  };
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
