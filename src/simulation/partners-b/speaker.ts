import { type PartnerMove, type SpokenMessage } from '../partner.js';
import { type Draws } from './draws.js';
import { LINE_BANK } from './lines/bank.js';
import { type LineSlots, type Part } from './lines/line.js';
import { type Persona } from './persona.js';
import { timeToAnswer, timeToNext } from './timing.js';

/** How often somebody with a manner of their own writes like anybody else. */
const PLAIN_SHARE = 0.2;
const BURST_START_CHANCE = 0.35;

const slotNames = (pattern: string): (keyof LineSlots)[] =>
  Array.from(pattern.matchAll(/\{([a-z_]+)\}/g), ([, name]) => name as keyof LineSlots);

/** Puts what a partner has to say into their words, in one message or several. */
export class Speaker {
  private readonly used = new Set<string>();

  constructor(
    private readonly persona: Persona,
    private readonly severalRooms: boolean,
  ) {}

  /** The messages for some parts; none for no parts. */
  speak(parts: readonly Part[], draws: Draws, talking: boolean): PartnerMove {
    const now = parts.filter(({ laterMs }) => laterMs === undefined);
    const texts = now.map((part, index) => this.write(part, draws, index));
    const messages: SpokenMessage[] = this.group(texts, draws).map((text, index) => ({
      text,
      delayMs: index === 0 ? timeToAnswer(this.persona.pace, talking, draws.of('time')) : timeToNext(draws.of('time', index)),
    }));
    parts.forEach((part, index) => {
      if (part.laterMs !== undefined)
        messages.push({ text: this.write(part, draws, index + parts.length), delayMs: part.laterMs });
    });
    return { messages };
  }

  /** Some write a burst, most write it all in one. */
  private group(texts: readonly string[], draws: Draws): string[] {
    if (texts.length === 0) return [];
    if (!draws.happens('burst', this.persona.burstChance)) return [join(texts)];
    const start = draws.happens('burst-start', BURST_START_CHANCE)
      ? [this.write({ kind: 'burst_start', slots: {} }, draws, 'start')]
      : [];
    const all = [...start, ...texts];
    return all.length <= 3 ? all : [...all.slice(0, 2), join(all.slice(2))];
  }

  private write({ kind, slots }: Part, draws: Draws, position: number | string): string {
    const chance = draws.of('line', kind, position);
    const patterns = LINE_BANK[kind];
    const own = chance.happens(PLAIN_SHARE) ? undefined : patterns?.[this.persona.manner];
    const usable = (pool: readonly string[]): string[] =>
      pool.filter((pattern) => slotNames(pattern).every((name) => slots[name] !== undefined));
    const pools = [usable(own ?? []), usable(patterns?.plain ?? [])];
    const fresh = pools.map((pool) => pool.filter((pattern) => !this.used.has(pattern)));
    const pool = [...fresh, ...pools].find((each) => each.length > 0);
    if (pool === undefined) throw new Error(`No pattern for ${kind}`);
    const pattern = chance.pick(pool);
    this.used.add(pattern);
    return fill(this.severalRooms ? withRoom(pattern, kind, slots) : pattern, slots);
  }
}

/** Where there are two rooms, a figure says which one it is for. */
function withRoom(pattern: string, kind: Part['kind'], slots: LineSlots): string {
  if (slots.room === undefined || pattern.includes('{room}') || !/\{(?:figure|ask|percent)\}/.test(pattern)) return pattern;
  if (kind === 'correct' || kind === 'basis_net' || kind === 'basis_selling') return pattern;
  const end = /^(.*\{(?:figure|ask|percent)\}%?(?: (?:off|then|ok|possible|fine|net))?)([.?!]?)$/.exec(pattern);
  if (end) return `${end[1]!} for the {room}${end[2]!}`;
  return `{room}: ${pattern}`;
}

const fill = (pattern: string, slots: LineSlots): string =>
  pattern.replace(/\{([a-z_]+)\}/g, (_whole, name: keyof LineSlots) => slots[name] ?? '');

function join(texts: readonly string[]): string {
  return texts.reduce((text, next) => {
    if (/[.!?…)]$|\p{Extended_Pictographic}$/u.test(text)) return `${text} ${next}`;
    return /^\p{Lu}/u.test(next) ? `${text}. ${next}` : `${text}, ${next}`;
  });
}
