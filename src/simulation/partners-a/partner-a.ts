import { type Concern } from '../../domain/taxonomy.js';
import { type UtteranceBank } from '../language/utterance-bank.js';
import { SimulatedPartner, type HeardMessage, type PartnerMove } from '../partner.js';
import { Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';
import { askQuestion, bargain, explainFigure, giveReason, ownerAnswers } from './bargaining.js';
import { answerAfterAgreement, answerTerms, answerTermsAfterOwner } from './confirmation.js';
import { Goodwill, type AskFacts } from './goodwill.js';
import { awaitPerson, interrupt } from './interruptions.js';
import { forgetPace, judgePace, seeAsk, soundness, type AskStepSeen } from './pace.js';
import { drawPersona, type Persona } from './persona.js';
import { answerTo, Reader, type Heard } from './reader.js';
import { Room } from './rooms.js';
import { chanceFor, floorOf, SILENCE, type Answer, type Talk } from './talk.js';
import { absenceDelay, answerDelay, burstDelay } from './timing.js';
import { Voice } from './voice.js';

export interface PartnerAOptions {
  /** False: the placebo, to whom only rates matter and not how they are asked for. Default true. */
  responsive?: boolean;
  bank: UtteranceBank;
}

/** Readiness that our coming up gives for each share of the current rate that was earned, and the most of it at once. */
const RECIPROCITY = { slope: 6, most: 0.1 } as const;
/** What a message without an ask does for readiness, beside one with an ask. */
const WITHOUT_ASK = 0.4;
/** Who waits for us to come up further moves by so much less at most. */
const WAITING_SLOWS = 0.85;
/** How often somebody whose patience is at an end, and who was asked for nothing yet, ends the conversation. */
const GIVES_UP = 0.4;
/** How often a partner of the reminded kind lets a message lie. */
const LETS_LIE = 0.35;

const MOST_SEED = 2 ** 31 - 1;

/** Seed of one partner out of that of a run. */
export const partnerSeed = ({ id }: Pick<Scenario, 'id'>, seed: number): number =>
  Chance.of(seed, 'partner-a', id).whole(0, MOST_SEED);

/**
 * A partner of the family that policies are trained with: compares the utility of what it could do each time it hears us.
 * docs/simulation.md describes the model.
 */
export class PartnerA extends SimulatedPartner {
  readonly description: string;
  override readonly worry: Concern;
  private readonly persona: Persona;
  private readonly ticketIds: readonly string[];
  private reader = new Reader();
  private talk: Talk;
  private lastSaid = '';

  private readonly seed: number;

  /** @param seed of a run: with it, every scenario has a partner of its own */
  constructor(
    private readonly scenario: Scenario,
    seed: number,
    private readonly options: PartnerAOptions,
  ) {
    super();
    this.seed = partnerSeed(scenario, seed);
    this.persona = drawPersona(scenario, Chance.of(this.seed, 'persona'));
    this.worry = this.persona.concern;
    this.ticketIds = scenario.tickets.map(({ ticket }) => ticket.id);
    this.talk = this.begin();
    this.description = this.describe();
  }

  reset(): PartnerMove {
    this.reader = new Reader();
    this.talk = this.begin();
    this.lastSaid = '';
    return { messages: [] };
  }

  step(heard: HeardMessage): PartnerMove {
    const { talk } = this;
    talk.heard += 1;
    if (talk.gone || this.persona.habit === 'never') return { messages: [] };
    const read = this.read(heard);
    const question = talk.goodwill.openQuestion;
    this.takeIn(read);
    const ignored = talk.responsive && question !== undefined && answerTo(question, read) === 0;
    talk.goodwill.openQuestion = undefined;
    const answer = this.answer(read, ignored);
    talk.silentBefore = answer.texts.length === 0;
    this.lastSaid = answer.texts.join(' ') || this.lastSaid;
    return this.spoken(answer);
  }

  private begin(): Talk {
    const goodwill = new Goodwill(this.persona, this.options.responsive ?? true);
    return {
      scenario: this.scenario,
      persona: this.persona,
      rooms: this.scenario.tickets.map((ticket, index) => new Room(ticket, this.persona, Chance.of(this.seed, 'room', index))),
      goodwill,
      voice: new Voice(this.options.bank, this.persona, this.scenario, this.seed),
      seed: this.seed,
      responsive: this.options.responsive ?? true,
      heard: 0,
      focus: 0,
      waiting: undefined,
      gone: false,
      refusedForGood: false,
      ownerAsked: false,
      hesitated: false,
      retracted: false,
      slipped: false,
      silentBefore: false,
      leversOffered: new Set(),
      questionsAsked: 0,
      reasonsGiven: 0,
      putOff: 0,
    };
  }

  /** The placebo hears rates and terms, and nothing of the words around them. */
  private read(message: HeardMessage): Heard {
    const { talk } = this;
    const heard = this.reader.read(
      message,
      {
        currency: talk.rooms[0]!.currency,
        today: this.scenario.startsAt.slice(0, 10),
        rooms: talk.rooms.map(({ name, current, figures, seen }) => ({ name, currentRate: current, figures, seen })),
        levers: this.scenario.levers.map(({ lever }) => lever.title),
        focus: talk.focus,
        said: this.lastSaid,
      },
      this.ticketIds,
    );
    if (talk.responsive) return heard;
    return {
      ...heard,
      asksBasis: false,
      asksReason: false,
      asksFigure: false,
      handsOver: false,
      offersPerson: false,
      leaves: false,
      noted: false,
      defers: false,
    };
  }

  /** Moves goodwill and readiness. */
  private takeIn(read: Heard): void {
    const { talk } = this;
    const newLever = read.levers.some((index) => !talk.leversOffered.has(index));
    const facts: AskFacts = { asks: read.asks.length > 0, same: false, lower: false, raised: 0, gave: 0, short: 0, newLever };
    const steps = new Map<Room, AskStepSeen>();
    for (const room of talk.rooms) forgetPace(room);
    for (const { room: index, rate } of read.asks) {
      const room = talk.rooms[index]!;
      if (room.agreed !== undefined) continue;
      const seen = seeAsk(room, rate);
      steps.set(room, seen);
      facts.same ||= seen.same;
      facts.lower ||= seen.lower;
      facts.raised = Math.max(facts.raised, seen.raised);
      facts.gave = Math.max(facts.gave, seen.gave);
      facts.short = Math.max(facts.short, seen.short);
    }
    const asked = read.asks.map(({ room }) => room).filter((index) => talk.rooms[index]!.agreed === undefined);
    if (asked.length > 0) talk.focus = asked[0]!;
    for (const index of read.levers) talk.leversOffered.add(index);
    const ease = talk.goodwill.take(read, facts);
    const { willingness } = talk.goodwill;
    const moved = asked.length > 0 ? asked : [talk.focus];
    for (const index of moved) {
      const room = talk.rooms[index]!;
      if (room.ask === undefined) continue;
      const step = steps.get(room);
      const earned = step === undefined ? 0 : judgePace(room, step, talk.goodwill.reasoned);
      const own =
        this.persona.pace * (step === undefined ? (talk.goodwill.pointless ? 0 : WITHOUT_ASK) : soundness(step)) +
        Math.min(RECIPROCITY.most, RECIPROCITY.slope * earned);
      room.move((own * willingness + ease) * (1 - WAITING_SLOWS * room.waits));
    }
  }

  private answer(read: Heard, ignored: boolean): Answer {
    const { talk } = this;
    const open = talk.rooms.filter(({ agreed }) => agreed === undefined);
    if (open.length === 0) return answerAfterAgreement(talk);
    const { waiting } = talk;
    if (waiting !== undefined) return this.comeBack(read, waiting);
    if (talk.refusedForGood) return this.pressed(read);
    if (read.terms.length > 0) return answerTerms(talk, read);
    if ((read.noted || read.leaves || read.handsOver || read.defers) && read.asks.length === 0) return this.partingWord(read);
    const between = this.persona.interruptions.get(talk.heard);
    if (between !== undefined) return interrupt(talk, between);
    if (this.persona.habit === 'needs_reminder' && !talk.silentBefore && chanceFor(talk, 'lie').happens(LETS_LIE)) return SILENCE;
    if (ignored && chanceFor(talk, 'again').happens(0.3)) return { texts: [talk.voice.say('ask_again', talk.goodwill.mood)] };
    if (talk.rooms[talk.focus]!.agreed !== undefined) talk.focus = talk.rooms.indexOf(open[0]!);
    const room = talk.rooms[talk.focus]!;
    if (read.asksBasis && room.said !== undefined) return explainFigure(talk, room);
    return room.ask === undefined ? this.beforeAnyAsk(read) : bargain(talk, read);
  }

  private comeBack(read: Heard, waiting: NonNullable<Talk['waiting']>): Answer {
    const { talk } = this;
    if (waiting === 'person') return awaitPerson(talk, read);
    if (waiting === 'owner_on_terms') return answerTermsAfterOwner(talk, read);
    if (waiting === 'owner') {
      const answer = ownerAnswers(talk);
      return read.terms.length > 0 && talk.goodwill.last === 'agreed' ? { ...answerTerms(talk, read), absent: true } : answer;
    }
    talk.waiting = undefined;
    talk.goodwill.last = 'other';
    if (waiting === 'right_person') return { texts: [talk.voice.say('right_person', talk.goodwill.mood)], absent: true };
    const room = talk.rooms[talk.focus]!;
    const back = talk.voice.say('back', talk.goodwill.mood);
    if (read.terms.length > 0) return { ...answerTerms(talk, read), absent: true };
    const more = room.ask === undefined ? SILENCE : bargain(talk, read);
    return { texts: [back, ...more.texts], absent: true };
  }

  /** After a last no, pressing on brings it again, silence, or the end of all talk. */
  private pressed(read: Heard): Answer {
    const { talk } = this;
    const { goodwill, voice } = talk;
    if (read.leaves || read.defers || read.handsOver || read.noted) return this.partingWord(read);
    if (talk.responsive) goodwill.annoyance = Math.min(1, goodwill.annoyance + 0.2);
    const chance = chanceFor(talk, 'pressed');
    if (chance.happens(1 / (1 + Math.exp(2.5 - 4 * goodwill.annoyance)))) {
      talk.gone = true;
      return { texts: [voice.say('opt_out', goodwill.mood)] };
    }
    return chance.happens(0.4) ? SILENCE : { texts: [voice.say('reject_for_good', goodwill.mood)] };
  }

  private partingWord(read: Heard): Answer {
    const { talk } = this;
    talk.goodwill.last = 'other';
    // Who is told that we come back waits for it.
    if (read.defers && !read.leaves && !read.noted) return SILENCE;
    return chanceFor(talk, 'parting').happens(0.4) ? { texts: [talk.voice.say('thanks', talk.goodwill.mood)] } : SILENCE;
  }

  /** Greets, and hears what it is about. */
  private beforeAnyAsk(read: Heard): Answer {
    const { talk } = this;
    const { goodwill, voice } = talk;
    const chance = chanceFor(talk, 'before');
    goodwill.last = 'other';
    if (talk.heard === 1) return { texts: [voice.say('greet', goodwill.mood)] };
    // Nobody listens for ever to somebody who does not say what they want.
    if (goodwill.tired && chance.happens(GIVES_UP)) {
      talk.refusedForGood = true;
      goodwill.last = 'refused';
      return { texts: [voice.say('reject_for_good', goodwill.mood)] };
    }
    if (read.asksReason && talk.reasonsGiven === 0) return giveReason(talk);
    const next = chance.weighted<'go_ahead' | 'question' | 'reason'>([
      ['go_ahead', 50],
      ['question', talk.questionsAsked === 0 ? 25 : 8],
      ['reason', talk.reasonsGiven === 0 ? 22 : 3],
    ]);
    if (next === 'question') return askQuestion(talk);
    return next === 'reason' ? giveReason(talk) : { texts: [voice.say('go_ahead', goodwill.mood)] };
  }

  private spoken({ texts, absent }: Answer): PartnerMove {
    const chance = chanceFor(this.talk, 'delay');
    return {
      messages: texts.map((text, order) => ({
        text,
        delayMs: order > 0 ? burstDelay(chance) : absent ? absenceDelay(chance) : answerDelay(this.persona.habit, chance),
      })),
    };
  }

  private describe(): string {
    const { concern, habit, style, needsOwner } = this.persona;
    const rooms = this.talk.rooms.map((room) => {
      const cut = Math.round((1 - floorOf(this.talk, room) / room.current) * 1000) / 10;
      return `${room.name} down by ${cut} % at most`;
    });
    const kind = this.options.responsive === false ? 'placebo A' : 'partner A';
    return `${kind}: ${style}, answers ${habit.replace('_', ' ')}, worries about ${concern}${needsOwner ? ', asks the owner' : ''}; ${rooms.join(', ')}`;
  }
}
