import { type Saying } from '../language/utterance.js';
import { type Mood } from '../../domain/taxonomy.js';
import { type Heard, answerTo } from './reader.js';
import { type Persona } from './persona.js';

/** What the partner did last, which decides what would be the right thing to hear now. */
export type LastMove = 'nothing' | 'figure' | 'refused' | 'reason' | 'complained' | 'question' | 'agreed' | 'other';

/** How a reply moves goodwill and readiness; docs/simulation.md has them in a table. */
export const GOODWILL = {
  concernMet: { trust: 0.18, ease: 0.2 },
  pickedUp: { trust: 0.05, ease: 0.03 },
  empathy: { trust: 0.09, annoyance: -0.12, ease: 0.05 },
  hollowEmpathy: { trust: -0.05, annoyance: 0.1 },
  apology: { trust: 0.05, annoyance: -0.15 },
  answered: { trust: 0.07, ease: 0.04 },
  ignored: { trust: -0.12, annoyance: 0.1 },
  newReason: { trust: 0.04, ease: 0.08 },
  bareAskAfterNo: { trust: -0.05, annoyance: 0.09 },
  sameAskAgain: { trust: -0.03, annoyance: 0.06 },
  asksForMore: { trust: -0.25, annoyance: 0.2 },
  contradiction: { trust: -0.25, annoyance: 0.15 },
  repetition: { trust: -0.12, annoyance: 0.12 },
  pressure: { trust: -0.08, annoyance: 0.09 },
  threat: { trust: -0.4, annoyance: 0.4 },
  rude: { trust: -0.25, annoyance: 0.25 },
  flattery: { trust: -0.03, annoyance: 0.035 },
  promise: { trust: -0.22, annoyance: 0.05 },
  illegible: { trust: -0.15, annoyance: 0.12 },
  severalQuestions: { trust: 0, annoyance: 0.06 },
  /** For each 100 words over sixty. */
  length: { trust: 0, annoyance: 0.3 },
  /** Terms that are not what was said. */
  wrongTerms: { trust: -0.05, annoyance: 0.08 },
  pressingBelowFloor: { trust: 0, annoyance: 0.03 },
  /** For each share of the current rate that an ask lies too low; half once they know what we are after. */
  farBelow: { trust: -3, annoyance: 2 },
  /** They came down and we stay where we were. */
  nothingForTheirs: { trust: -0.1, annoyance: 0.12 },
  /** Asks for what they have just told: their reason, their figure. */
  askedAgain: { trust: -0.12, annoyance: 0.16 },
  /** Says nothing that moves anything. */
  idle: { trust: -0.03, annoyance: 0.06 },
  tired: { trust: 0, annoyance: 0.05 },
} as const;

/** No reply gains more than this, however much it holds. */
const MOST_TRUST = 0.22;
const MOST_EASE = 0.28;
/** The second time that a worry is met counts half, and so on; after the third it is worth nothing. */
const NOVELTY = [1, 0.5, 0.25] as const;
/** What is left of annoyance and trust from message to message. */
const FORGETS = { annoyance: 0.86, trust: 0.96 } as const;
const LONG = 60;
/** Further below than this an ask hurts no more. */
const MOST_FAR_BELOW = 0.07;
/** An ask this far below the reservation rate is part of the game. */
const BARGAINING_ROOM = 0.015;
/** What the placebo has in place of goodwill that moves. */
const PLACEBO = { willingness: 0.7, trust: 0.05, annoyance: 0.2, ease: 0.04 } as const;

/** What of a reply has to do with rates: the same in both modes. */
export interface AskFacts {
  asks: boolean;
  /** The ask is the same as before, within 0.3 % of the current rate. */
  same: boolean;
  /** We ask for a lower rate than before. */
  lower: boolean;
  /** How much our ask came up, as a share of the current rate. */
  raised: number;
  /** How much they came down since we last asked, as a share of the current rate. */
  gave: number;
  /** How far the ask lies below the reservation rate, as a share of the current rate. */
  short: number;
  newLever: boolean;
}

/** Trust, annoyance and what the partner remembers of how it was talked to. */
export class Goodwill {
  /** -1 to 1. */
  trust: number;
  /** 0 to 1. */
  annoyance = 0.05;
  last: LastMove = 'nothing';
  concernTold = false;
  openQuestion: Saying | undefined;
  /** Set where a no can be taken back without losing face. */
  faceEased = false;
  /** The reply met their worry or gave a reason that was new. */
  reasoned = false;
  /** The reply moves nothing: it is idle, or asks for what was just told. */
  pointless = false;
  /** A rate has been asked for. */
  private askedFor = false;
  private heard = 0;
  private concernsMet = 0;
  private empathies = 0;
  private empathyBefore = false;
  private flatteries = 0;
  private readonly reasons = new Set<string>();

  constructor(
    private readonly persona: Persona,
    private readonly responsive: boolean,
  ) {
    this.trust = persona.trust;
  }

  /** Takes a reply in; how much readier it makes the partner to come down, as a share of the way, without the pace itself. */
  take(heard: Heard, ask: AskFacts): number {
    this.heard += 1;
    this.faceEased = false;
    this.reasoned = false;
    this.pointless = false;
    if (!this.responsive) return this.takeBlindly();
    this.annoyance *= FORGETS.annoyance;
    this.trust *= FORGETS.trust;
    const before = this.trust;
    const ease = heard.legible ? this.welcome(heard, ask) : 0;
    this.trust = Math.min(this.trust, before + MOST_TRUST);
    this.resent(heard, ask);
    this.empathyBefore = heard.empathy;
    this.trust = within(-1, this.trust, 1);
    this.annoyance = within(0, this.annoyance, 1);
    return Math.min(MOST_EASE, ease);
  }

  /** How willingly the partner moves, 0.15 to 1.4; the placebo's is that of a middling conversation. */
  get willingness(): number {
    return this.responsive ? within(0.15, 0.72 + 0.7 * this.trust - 0.9 * this.annoyance, 1.4) : PLACEBO.willingness;
  }

  /** Terms were put before it that it did not agree to. */
  mindWrongTerms(): void {
    if (!this.responsive) return;
    this.trust = within(-1, this.trust + GOODWILL.wrongTerms.trust, 1);
    this.annoyance = within(0, this.annoyance + GOODWILL.wrongTerms.annoyance * this.persona.touchiness, 1);
  }

  get tired(): boolean {
    return this.heard > this.persona.patience;
  }

  get mood(): Mood {
    if (this.annoyance > 0.75) return 'angry';
    if (this.annoyance > 0.45) return 'annoyed';
    if (this.tired) return 'tired';
    return this.trust > 0.4 ? 'warm' : 'neutral';
  }

  private takeBlindly(): number {
    this.trust = PLACEBO.trust;
    this.annoyance = within(0, PLACEBO.annoyance + GOODWILL.tired.annoyance * Math.max(0, this.heard - this.persona.patience), 1);
    return PLACEBO.ease;
  }

  /** What is good in a reply. */
  private welcome(heard: Heard, ask: AskFacts): number {
    let ease = 0;
    const gain = (change: { trust: number; ease?: number; annoyance?: number }, share = 1): void => {
      this.trust += change.trust * share;
      this.annoyance = Math.max(0, this.annoyance + (change.annoyance ?? 0) * share);
      ease += (change.ease ?? 0) * share;
    };
    const complained = this.last === 'refused' || this.last === 'reason' || this.last === 'complained';
    const { concern } = this.persona;
    const speaksTo = heard.concerns.length === 1 && heard.concerns[0] === concern;
    if (this.concernTold && (speaksTo || (heard.concerns.length === 0 && heard.picksUp && this.last === 'reason'))) {
      gain(GOODWILL.concernMet, NOVELTY[this.concernsMet] ?? 0);
      this.reasoned = this.concernsMet < NOVELTY.length;
      this.concernsMet += 1;
      this.faceEased = true;
    } else if (heard.picksUp && heard.concerns.length <= 1 && this.last !== 'figure')
      gain(GOODWILL.pickedUp, 1 / (1 + this.empathies));
    if (heard.empathy) {
      this.empathies += 1;
      const often = this.heard >= 4 && this.empathies / this.heard > 0.6;
      if (complained && !often && (!this.empathyBefore || this.last === 'complained')) {
        gain(GOODWILL.empathy);
        this.faceEased = true;
      } else if (this.empathyBefore || often)
        gain({ trust: GOODWILL.hollowEmpathy.trust, annoyance: GOODWILL.hollowEmpathy.annoyance });
    }
    if (heard.apology && this.last === 'complained') gain(GOODWILL.apology);
    if (this.openQuestion !== undefined) gain(GOODWILL.answered, answerTo(this.openQuestion, heard));
    const reason = heard.reasons.find((each) => !this.reasons.has(each));
    if (ask.asks && reason !== undefined) {
      this.reasons.add(reason);
      gain(GOODWILL.newReason);
      this.faceEased = true;
      this.reasoned = true;
    }
    return ease;
  }

  /** Neither asks for a rate nor for their reason or figure, answers nothing, meets no worry, comforts nobody. */
  private isIdle(heard: Heard, ask: AskFacts): boolean {
    const answers = this.openQuestion !== undefined && answerTo(this.openQuestion, heard) > 0;
    return !(ask.asks || heard.confirms || heard.asksReason || heard.asksFigure || heard.asksBasis || answers || this.faceEased);
  }

  /** What is bad in a reply; the touchy mind it more. */
  private resent(heard: Heard, ask: AskFacts): void {
    const lose = (change: { trust: number; annoyance: number }, share = 1): void => {
      this.trust += change.trust * share;
      this.annoyance += change.annoyance * share * this.persona.touchiness;
    };
    if (!heard.legible) lose(GOODWILL.illegible);
    if (this.openQuestion !== undefined && answerTo(this.openQuestion, heard) === 0) lose(GOODWILL.ignored);
    const bare = ask.asks && !this.faceEased && !ask.newLever;
    if (bare && this.last === 'refused' && ask.raised < 0.004) lose(GOODWILL.bareAskAfterNo);
    else if (bare && ask.same) lose(GOODWILL.sameAskAgain);
    if (ask.lower) lose(GOODWILL.asksForMore);
    if (ask.short > 0) lose(GOODWILL.pressingBelowFloor);
    lose(GOODWILL.farBelow, Math.min(MOST_FAR_BELOW, Math.max(0, ask.short - BARGAINING_ROOM)) * (this.askedFor ? 0.5 : 1));
    if (ask.gave > 0.004 && ask.same && !ask.newLever) lose(GOODWILL.nothingForTheirs);
    const again = !ask.asks && ((heard.asksReason && this.concernTold) || (heard.asksFigure && this.last === 'figure'));
    if (again) lose(GOODWILL.askedAgain);
    const idle = this.askedFor && this.isIdle(heard, ask);
    if (idle) lose(GOODWILL.idle);
    this.pointless = again || idle;
    this.askedFor ||= ask.asks;
    if (heard.contradiction) lose(GOODWILL.contradiction);
    lose(GOODWILL.repetition, heard.repetition);
    lose(GOODWILL.pressure, Math.min(2, heard.pressure));
    if (heard.threat) lose(GOODWILL.threat);
    if (heard.rude) lose(GOODWILL.rude);
    if (heard.promise) lose(GOODWILL.promise);
    // The first kind word is taken as one.
    lose(GOODWILL.flattery, Math.min(2, Math.max(0, heard.flattery - (this.flatteries === 0 ? 1 : 0))));
    this.flatteries += heard.flattery;
    lose(GOODWILL.severalQuestions, Math.min(3, Math.max(0, heard.questions - 1)));
    lose(GOODWILL.length, Math.min(1, Math.max(0, heard.words - LONG) / 100));
    if (this.tired) lose(GOODWILL.tired);
  }
}

export const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
