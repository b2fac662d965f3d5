import { formatMoney } from '../../domain/negotiation/money.js';
import { formatStay } from '../../domain/negotiation/stay.js';
import { type ReplayedDialogue, type ReplayedReply } from '../corpus/replay/replay-dialogue.js';
import { type LabelledReply } from '../flaws/labelled-replies.js';
import { PAIR_KINDS, type PreferencePair } from '../flaws/pairs.js';
import { Chance } from '../../simulation/world/chance.js';
import { type AnnotationItem, type ItemContext } from './item.js';

/** How many items of which kind a set is made of. */
export interface ItemCounts {
  pairs: number;
  replies: number;
}

/** Messages before the reply that a reader sees; what lies further back is in the state. */
const SHOWN_MESSAGES = 10;

/** Items for readers out of labelled replies: kinds and classes in equal shares, no context twice, the same for a seed. */
export function itemsOfCorpus(
  dialogues: readonly ReplayedDialogue[],
  labels: readonly LabelledReply[],
  pairs: readonly PreferencePair[],
  counts: ItemCounts,
  seed: number,
): AnnotationItem[] {
  const byId = new Map(dialogues.map((each) => [each.dialogue.id, each]));
  const contextOf = ({ dialogue, reply }: { dialogue: string; reply: number }): ItemContext | undefined => {
    const played = byId.get(dialogue);
    const replayed = played?.replies[reply];
    return played && replayed ? contextFor(played, replayed) : undefined;
  };
  // Each kind of pair has its share: what a reader prefers is an open question where nothing was put in.
  const chosenPairs = PAIR_KINDS.flatMap((kind, index) => {
    const share =
      Math.floor((counts.pairs * (index + 1)) / PAIR_KINDS.length) - Math.floor((counts.pairs * index) / PAIR_KINDS.length);
    const own = pairs.filter((pair) => pair.kind === kind);
    return spread(own, share, (pair) => pair.class ?? '', seed, kind);
  });
  const used = new Set(chosenPairs.map(({ context }) => `${context.dialogue}#${context.reply}`));
  const others = labels.filter(({ context }) => !used.has(`${context.dialogue}#${context.reply}`));
  const chosenReplies = spread(
    others,
    counts.replies,
    (label) => `${label.quality}/${label.flaws[0]?.class ?? ''}`,
    seed,
    'replies',
  );
  return [
    ...chosenPairs.flatMap((pair): AnnotationItem[] => {
      const context = contextOf(pair.context);
      const source = {
        kind: pair.kind,
        class: pair.class,
        chosen: pair.chosen.reply,
        rejected: pair.rejected.reply,
        better: 'a',
      };
      if (!context || pair.chosen.text === pair.rejected.text) return [];
      return [{ id: pair.id, kind: 'pair', context, a: pair.chosen.text, b: pair.rejected.text, source }];
    }),
    ...chosenReplies.flatMap((label): AnnotationItem[] => {
      const context = contextOf(label.context);
      const source = { quality: label.quality, flaws: label.flaws, deductions: label.deductions };
      return context ? [{ id: label.id, kind: 'reply', context, reply: label.text, source }] : [];
    }),
  ];
}

/** As evenly over the groups as they allow, at random within them, one a context. */
function spread<T extends { context: { dialogue: string; reply: number } }>(
  all: readonly T[],
  count: number,
  groupOf: (each: T) => string,
  seed: number,
  name: string,
): T[] {
  const chance = Chance.of(seed, 'annotation items', name);
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(groupOf(each), [...(groups.get(groupOf(each)) ?? []), each]);
  const left = [...groups.entries()].sort(([one], [other]) => one.localeCompare(other)).map(([, members]) => [...members]);
  const contexts = new Set<string>();
  const taken: T[] = [];
  while (taken.length < count && left.some((members) => members.length > 0))
    for (const members of left) {
      if (taken.length >= count || members.length === 0) continue;
      const [each] = members.splice(chance.whole(0, members.length - 1), 1);
      const key = `${each!.context.dialogue}#${each!.context.reply}`;
      if (contexts.has(key)) continue;
      contexts.add(key);
      taken.push(each!);
    }
  return taken;
}

function contextFor({ dialogue, messages }: ReplayedDialogue, { context }: ReplayedReply): ItemContext {
  const { ota, hotel, tickets, standings, menu, levers } = context;
  const money = (rate: string, index: number): string => formatMoney(rate, tickets[index]!.currency);
  const rooms = tickets.map((ticket, index) => {
    const seen = ticket.evidence[0]?.rate;
    const elsewhere = seen === undefined ? '' : `, ${money(seen, index)} on another site`;
    return `${ticket.roomType}, ${formatStay(ticket.stay)}: ${money(ticket.currentRate, index)} with us per room and night${elsewhere}`;
  });
  const state = tickets.map((ticket, index) => {
    const standing = standings.find(({ ticketId }) => ticketId === ticket.id);
    const asks = menu.asks.filter(({ ticketId }) => ticketId === ticket.id).map(({ rate }) => money(rate, index));
    const terms = menu.terms.filter(({ ticketId }) => ticketId === ticket.id).map(({ rate }) => money(rate, index));
    return [
      `${ticket.roomType}:`,
      standing?.standingAsk === undefined ? 'nothing asked yet' : `we asked for ${money(standing.standingAsk, index)}`,
      standing?.partnerQuote === undefined ? 'no figure of theirs' : `their figure is ${money(standing.partnerQuote, index)}`,
      asks.length > 0 ? `we may ask for ${asks.join(' or ')}` : 'no ask may be made now',
      ...(terms.length > 0 ? [`${terms.join(', ')} may be restated as terms`] : []),
      ...(context.results[ticket.id] === 'agreed' ? ['agreed'] : []),
    ].join('; ');
  });
  const before = context.history.length;
  return {
    header: [`${ota} writes to ${hotel.name}${hotel.city === undefined ? '' : `, ${hotel.city}`}.`, ...rooms].join(' '),
    transcript: messages
      .slice(Math.max(0, before - SHOWN_MESSAGES), before)
      .map(({ author, text }) => ({ who: author === 'partner' ? ('partner' as const) : ('agent' as const), text })),
    state: [...state, levers.length === 0 ? 'Nothing may be offered in return.' : `May be offered: ${dialogue.lever}.`].join(' '),
  };
}
