import { writeFigure } from '../language/figures.js';
import { type UtteranceBank } from '../language/utterance-bank.js';
import { type Saying } from '../language/utterance.js';
import { type Concern, type Mood } from '../../domain/taxonomy.js';
import { Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';
import { type Persona } from './persona.js';
import { type Room, type SaidFigure } from './rooms.js';

/** Sayings after which it should be plain which of several rooms is meant. */
const ABOUT_A_ROOM: ReadonlySet<Saying> = new Set([
  'accept',
  'reject',
  'counter',
  'counter_firm',
  'accept_for_lever',
  'correct_terms',
  'approval_given',
]);

/** Puts what a partner means into words of the bank, in its own manner. Its choices change nothing but words. */
export class Voice {
  private readonly used = new Set<string>();
  private said = 0;

  constructor(
    private readonly bank: UtteranceBank,
    private readonly persona: Persona,
    private readonly scenario: Scenario,
    private readonly seed: number,
  ) {}

  /** @param concern the worry that the words are about; `none` for the partner's plain words */
  say(
    saying: Saying,
    mood: Mood,
    about: { room?: Room; other?: Room; lever?: string; concern?: Concern; marked?: boolean } = {},
  ): string {
    const chance = Chance.of(this.seed, 'words', this.said++);
    const { room, other, lever } = about;
    const several = this.scenario.tickets.length > 1;
    const slots: Record<string, string> = { hotel: this.scenario.hotel.name, ota: this.scenario.ota };
    if (room) {
      slots['room'] = room.name;
      if (room.ask !== undefined) slots['standing_ask'] = this.write(room.ask, room, chance);
      if (room.said) slots['quote'] = this.figure(room.said, room, about.marked === true, chance);
    }
    if (other) {
      slots['room_2'] = other.name;
      if (other.said) slots['quote_2'] = this.figure(other.said, other, about.marked === true, chance);
    }
    if (lever !== undefined) slots['lever'] = lever;
    const text = this.bank.say(
      {
        saying,
        concern: about.concern ?? 'none',
        mood,
        manner: this.persona.manner,
        season: this.scenario.season,
        words: this.persona.words,
        slots,
      },
      this.used,
      chance,
    );
    const styled = this.inManner(text, chance);
    if (!several || !room || !ABOUT_A_ROOM.has(saying) || text.includes(room.name) || !chance.happens(0.85)) return styled;
    return chance.happens(0.6) ? `${room.name}: ${styled}` : `for the ${room.name}: ${styled}`;
  }

  private figure(said: SaidFigure, room: Room, marked: boolean, chance: Chance): string {
    const own = this.scenario.tickets[0]!.ticket.priceBasis;
    const figure = this.write(said.amount, room, chance);
    const marks = marked || (said.basis !== own && this.persona.marksBasis) || (said.basis === 'net' && chance.happens(0.4));
    return marks ? `${figure} ${said.basis}` : figure;
  }

  private write(amount: number, room: Room, chance: Chance): string {
    const style = chance.happens(0.75) ? this.persona.figureStyle : 'plain';
    return writeFigure(amount, room.currency, style, chance);
  }

  /** The careless write without capitals and end points, whoever the line was written for. */
  private inManner(text: string, chance: Chance): string {
    if (this.persona.manner !== 'careless') return text;
    const plain = text.replace(/\.$/, '');
    return chance.happens(0.8) ? plain.replace(/(?<=^|[.!?] )\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase()) : plain;
  }
}
