import { type Concern } from '../../domain/taxonomy.js';
import { type HeardMessage, type PartnerMove, SimulatedPartner } from '../partner.js';
import { type Scenario } from '../world/scenario.js';
import { openingAspiration, scheduledAspiration } from './aspiration.js';
import { correct, nameFigure } from './bargaining.js';
import { concede, isAffront, newsOf, seriousness } from './concession.js';
import { answerTerms } from './confirmation.js';
import { converse } from './conversing.js';
import { Draws } from './draws.js';
import { nextGoodwill, treatmentOf } from './goodwill.js';
import { drawInterruption, interrupt, ownerAnswers } from './interruptions.js';
import { type LineKind, type Part } from './lines/line.js';
import { type Memory, roomOf } from './memory.js';
import { ASKED_AGAIN, strainAfter } from './patience.js';
import { drawPersona, type Persona } from './persona.js';
import { type RoomRate } from './read-amounts.js';
import { type Hearing, readReply } from './reader.js';
import { openRooms, say, type Scene, ticketsOf } from './scene.js';
import { Speaker } from './speaker.js';
import { timeToLater } from './timing.js';

/** How a message of ours left a partner. For specs and for whoever reads a simulation; our agent never sees it. */
export interface JournalEntry {
  /** Count of our messages, this one included; 0 for what they say unasked. */
  message: number;
  goodwill: number;
  /** Ticket id to aspiration, in the ticket's basis, unit and currency. */
  aspirations: Readonly<Record<string, number>>;
  said: readonly LineKind[];
  /** Rates said yes to so far, in bargaining and as clear yes to terms. */
  accepted: readonly RoomRate[];
  agreed: readonly RoomRate[];
}

/** Chance to answer at goodwill 1 more than at 0; at -1 as much less. */
const GOODWILL_ON_ANSWERING = 0.12;
/** Who did not answer the last message is reminded by the next. */
const REMINDED = 0.3;
const LEAST_ATTENTION = 0.2;
/** Who has written this often without asking for anything is not answered any more. */
const WITHOUT_AN_ASK = 18;
/** Who wanted a person and gets none says so again. */
const INSISTS = 0.6;

/**
 * A hotel partner with aspiration levels who gives tit for tat; README.md beside this file has the equations. Used for
 * evaluation only. `responsive: false` is a placebo: it concedes by a schedule of its own, whatever we write.
 */
export class PartnerB extends SimulatedPartner {
  readonly description: string;
  override readonly worry: Concern;
  private readonly persona: Persona;
  private readonly responsive: boolean;
  private memory: Memory;
  private speaker: Speaker;
  private entries: JournalEntry[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly seed: number,
    options: { responsive?: boolean } = {},
  ) {
    super();
    this.responsive = options.responsive ?? true;
    this.persona = drawPersona(scenario, seed);
    this.worry = this.persona.worries[0] ?? 'none';
    this.memory = this.begin();
    this.speaker = this.newSpeaker();
    this.description = describe(this.persona, this.responsive);
  }

  get journal(): readonly JournalEntry[] {
    return this.entries;
  }

  reset(): PartnerMove {
    this.memory = this.begin();
    this.speaker = this.newSpeaker();
    this.entries = [];
    if (!this.persona.speaksFirst) return { messages: [] };
    const scene = this.sceneOf(this.read({ text: '' }));
    const parts = [say(scene, 'unasked', roomOf(this.memory, this.memory.focusId))];
    this.note(parts);
    return this.speaker.speak(parts, scene.draws, false);
  }

  step(heard: HeardMessage): PartnerMove {
    const { memory } = this;
    memory.heard += 1;
    const hearing = this.read(heard);
    const scene = this.sceneOf(hearing);
    const takesUp = memory.worry !== undefined && hearing.takesUp.has(memory.worry);
    this.feel(hearing);
    // What they asked and worried about counts for the message right after it.
    delete memory.question;
    delete memory.worry;
    this.consider(hearing, takesUp);
    const parts = this.answer(scene);
    this.note(parts);
    const move = this.speaker.speak(parts, scene.draws, memory.present);
    memory.silentInARow = move.messages.length === 0 ? memory.silentInARow + 1 : 0;
    memory.present ||= move.messages.length > 0;
    return move;
  }

  private begin(): Memory {
    const rooms = this.scenario.tickets
      .filter(({ ticket }) => !ticket.withdrawn)
      .map((terms) => ({
        terms,
        aspiration: openingAspiration(this.persona, terms),
        ownerMinimum: 0,
        unanswered: false,
        strain: 0,
        named: [],
        accepted: [],
      }));
    return {
      heard: 0,
      goodwill: this.persona.goodwillStart,
      rooms,
      focusId: rooms[0]?.terms.ticket.id ?? '',
      worriesSaid: [],
      questionsAsked: [],
      pending: [],
      refusedLast: false,
      present: false,
      silentInARow: 0,
      sentences: [],
      leversOffered: [],
      requests: [],
      interruptions: [],
      slips: [],
      askedOwner: false,
      hesitated: false,
      hardened: false,
      ended: false,
    };
  }

  private newSpeaker(): Speaker {
    return new Speaker(this.persona, this.memory.rooms.length > 1);
  }

  private read(heard: HeardMessage): Hearing {
    const { memory, scenario } = this;
    const ownFigures = memory.rooms.flatMap(({ named }) => named.flatMap(({ said, rate }) => [said, rate]));
    return readReply(heard, {
      tickets: ticketsOf({ scenario }),
      levers: scenario.levers.map(({ lever }) => lever),
      focusId: memory.focusId,
      ownFigures: [...ownFigures, ...memory.slips],
      earlier: memory.sentences,
      today: scenario.startsAt.slice(0, 10),
    });
  }

  private sceneOf(hearing: Hearing): Scene {
    const { scenario, persona, memory, responsive } = this;
    return { scenario, persona, memory, hearing, responsive, draws: new Draws(this.seed, scenario.id, memory.heard) };
  }

  private worthOf(leverId: string): number {
    return this.scenario.levers.find(({ lever }) => lever.id === leverId)?.worth ?? 0;
  }

  /** Goodwill moves by how we treat them; that of a placebo partner never does. */
  private feel(hearing: Hearing): void {
    if (!this.responsive) return;
    const affronts = ({ ticketId, rate }: RoomRate): boolean =>
      isAffront(rate, roomOf(this.memory, ticketId).terms, this.persona);
    const treatment = treatmentOf(hearing, this.memory, (id) => this.worthOf(id), affronts);
    const circles = (treatment.asksAgain ?? 0) + (treatment.idles ?? 0);
    for (const room of this.memory.rooms) room.strain += ASKED_AGAIN * circles;
    this.memory.goodwill = nextGoodwill(this.memory.goodwill, treatment, this.persona);
  }

  /** Aspirations move by what we ask and offer, or by the schedule; then the message is remembered. */
  private consider(hearing: Hearing, takesUp: boolean): void {
    const { memory, persona } = this;
    const fresh = hearing.levers.filter((id) => !memory.leversOffered.includes(id));
    const leverWorth = Math.max(0, ...fresh.map((id) => this.worthOf(id)));
    if (!this.responsive)
      for (const room of memory.rooms) room.aspiration = scheduledAspiration(persona, room.terms, memory.heard);
    const isNew = ({ ticketId, rate }: RoomRate): boolean => roomOf(memory, ticketId).ask !== rate;
    // A reminder of an ask takes nothing back of the terms that wait for a yes.
    if (hearing.terms.length > 0) memory.pending = hearing.terms;
    else if (hearing.asks.some(isNew)) memory.pending = [];
    // "I leave 455 with you" asks for nothing now.
    for (const { ticketId, rate } of this.isLeftAlone(hearing) ? [] : this.asksIn(hearing, leverWorth)) {
      const room = roomOf(memory, ticketId);
      if (room.agreed !== undefined) continue;
      const lastAsk = room.ask;
      const moves = lastAsk === undefined || rate > lastAsk || leverWorth > 0;
      const reminds = room.unanswered;
      const supported = hearing.newReason || fresh.length > 0 || takesUp;
      const move = {
        aspiration: room.aspiration,
        ask: rate,
        leverWorth,
        news: newsOf({ moves, supported, reminds }),
        ...(lastAsk === undefined ? {} : { lastAsk }),
      };
      if (this.responsive) room.aspiration = concede(move, room.terms, this.scenario.season, persona, memory.goodwill);
      room.strain = strainAfter(room.strain, {
        moves,
        serious: seriousness(rate, room.terms, persona),
        supported,
        affronts: isAffront(rate, room.terms, persona),
        reminds,
      });
      room.ask = rate;
      room.unanswered = true;
    }
    memory.focusId = hearing.asks[0]?.ticketId ?? hearing.terms[0]?.ticketId ?? memory.focusId;
    memory.leversOffered.push(...fresh);
    memory.requests.push(...hearing.wants);
    memory.sentences.push(...hearing.sentences);
  }

  private isLeftAlone({ does, questions }: Hearing): boolean {
    return does.has('defers') && questions === 0;
  }

  /** Asks of a message; a lever that comes without one goes with the ask that stands. */
  private asksIn(hearing: Hearing, leverWorth: number): readonly RoomRate[] {
    const { rooms, focusId } = this.memory;
    const ask = rooms.find(({ terms }) => terms.ticket.id === focusId)?.ask;
    if (hearing.asks.length > 0 || hearing.terms.length > 0 || leverWorth === 0 || ask === undefined) return hearing.asks;
    return [{ ticketId: focusId, rate: ask }];
  }

  private answer(scene: Scene): Part[] {
    const { memory } = this;
    const { hearing } = scene;
    const room = roomOf(memory, memory.focusId);
    if (memory.ended) return this.afterTheEnd(scene);
    const end = this.atTheEnd(scene);
    if (end) return end;
    if (this.isSilent(scene)) return [];
    memory.refusedLast = false;
    const excuse: Part[] = memory.silentInARow > 0 && !memory.hardened ? [say(scene, 'back', room)] : [];
    const open = memory.open;
    // "I will write again" after their "later": they are not back before we have.
    if (open?.kind === 'later' && this.isLeftAlone(hearing))
      return scene.draws.happens('acknowledge', 0.4) ? [say(scene, 'acknowledge', room)] : [];
    delete memory.open;
    if (open?.kind === 'owner') return [...excuse, ...ownerAnswers(scene, roomOf(memory, open.ticketId))];
    if (open?.kind === 'right_person') return this.passOn(scene);
    if (open?.kind === 'person' && scene.draws.happens('insists-on-person', INSISTS)) return interrupt(scene, 'wants_person');
    const first: Part[] =
      open?.kind === 'slip'
        ? [correct(scene, roomOf(memory, open.ticketId))]
        : open?.kind === 'later'
          ? [say(scene, 'back_from_later', room)]
          : excuse;
    const terms = hearing.does.has('pointsBack') && hearing.terms.length === 0 ? memory.pending : hearing.terms;
    if (terms.length > 0) return [...first, ...answerTerms(scene, terms)];
    if (open?.kind === 'slip') return first;
    const interruption = memory.hardened ? undefined : drawInterruption(scene);
    if (interruption) return interrupt(scene, interruption);
    const parts = converse(scene);
    const all = parts.length === 0 && open === undefined ? [] : [...first, ...parts];
    return this.responsive ? all : [...all, ...this.bySchedule(scene, all)];
  }

  /** A placebo partner names figures when it would, also where we talked of something else. */
  private bySchedule(scene: Scene, parts: readonly Part[]): Part[] {
    const room = openRooms(scene).find(({ ask }) => ask !== undefined);
    const decided = parts.some(({ slots, kind }) => slots.figure ?? slots.percent ?? (kind === 'accept' || kind === 'final'));
    return room === undefined || decided || parts.length === 0 ? [] : nameFigure(scene, room);
  }

  /** Our closing words, and who asked for no more. */
  private atTheEnd(scene: Scene): Part[] | undefined {
    const { memory, persona } = this;
    const { does } = scene.hearing;
    const room = roomOf(memory, memory.focusId);
    if (!(['stops', 'handsOver', 'closesAgreed', 'closesDeclined'] as const).some((end) => does.has(end))) return undefined;
    memory.ended = true;
    if (does.has('closesAgreed') && persona.retracts && memory.rooms.some(({ agreed }) => agreed !== undefined))
      return [{ ...say(scene, 'retract', room), laterMs: timeToLater(scene.draws.of('retract-time')) }];
    if (does.has('stops') || memory.silentInARow > 0 || !scene.draws.happens('last-word', 0.6)) return [];
    return [say(scene, does.has('closesDeclined') ? 'farewell' : 'thanks', room)];
  }

  /** Who asked for no more says so once again where we go on. */
  private afterTheEnd(scene: Scene): Part[] {
    const { interruptions } = this.memory;
    const goesOn = scene.hearing.asks.length > 0 || scene.hearing.terms.length > 0;
    const refused = interruptions.at(-1) === 'opt_out' && interruptions.at(-2) !== 'opt_out';
    return goesOn && refused ? interrupt(scene, 'opt_out') : [];
  }

  private passOn(scene: Scene): Part[] {
    const room = roomOf(this.memory, this.memory.focusId);
    const rightPerson = say(scene, 'right_person', room);
    if (!scene.hearing.wants.has('decider')) return [rightPerson];
    return [say(scene, 'decider', room), { ...rightPerson, laterMs: timeToLater(scene.draws.of('right-person-time')) }];
  }

  /** Never answers, is away, has heard enough, or lets this one pass. */
  private isSilent({ draws }: Scene): boolean {
    const { persona, memory } = this;
    if (memory.heard < persona.answersFrom) return true;
    if (memory.heard > WITHOUT_AN_ASK && memory.rooms.every(({ ask }) => ask === undefined)) return true;
    const { absence } = persona;
    if (absence && memory.heard >= absence.from && memory.heard < absence.from + absence.messages) return true;
    const reminded = memory.silentInARow > 0 ? REMINDED : 0;
    const attention = persona.attention + GOODWILL_ON_ANSWERING * memory.goodwill + reminded;
    return !draws.happens('answers', Math.max(LEAST_ATTENTION, attention));
  }

  private note(parts: readonly Part[]): void {
    const { rooms, heard, goodwill } = this.memory;
    this.entries.push({
      message: heard,
      goodwill,
      aspirations: Object.fromEntries(rooms.map(({ terms, aspiration }) => [terms.ticket.id, aspiration])),
      said: parts.map(({ kind }) => kind),
      accepted: rooms.flatMap(({ terms, accepted }) => accepted.map((rate) => ({ ticketId: terms.ticket.id, rate }))),
      agreed: rooms.flatMap(({ terms, agreed }) => (agreed === undefined ? [] : [{ ticketId: terms.ticket.id, rate: agreed }])),
    });
  }
}

function describe({ manner, pace, worries, ratio, patience }: Persona, responsive: boolean): string {
  const worry = worries.length > 0 ? `worried about ${worries.join(' and ')}` : 'worried about nothing in particular';
  const habit = responsive ? `gives ${ratio.toFixed(1)} for what it gets` : 'placebo, gives by its own schedule';
  return `Partner B: writes ${manner}, answers ${pace}, ${worry}, ${habit}, patient for ${patience} asks`.replaceAll('_', ' ');
}
