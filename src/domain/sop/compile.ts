import { createMachine, transition, type AnyStateMachine } from 'xstate';
import { END_STATUSES, STAGES, type NegotiationStatus, type Stage } from '../taxonomy.js';
import {
  type Interruption,
  type Permission,
  type Rule,
  type ScriptUse,
  type SopDefinition,
  type StageDefinition,
} from './definition.js';
import { type Directive } from './directive.js';
import { compileGuard, type GuardScope } from './guards.js';
import { type CompiledSop, type SopEffect, type SopEvent, type SopFacts, type SopPosition, type SopStep } from './sop.js';

/** An event as the statechart sees it: with everything that guards ask about. */
interface ScopedEvent {
  type: SopEvent['type'];
  scope: GuardScope;
  /** The stage to return to from `escalated`. */
  stage: Stage;
  act?: string;
}

interface Transition {
  target?: string;
  guard?: (arguments_: { event: ScopedEvent }) => boolean;
  actions: { type: 'apply'; params: { rule: string } }[];
}

/** The rule that stands for the stage itself. */
const STAGE_RULE = 'stage';

/** Acts after which nobody owes an answer. */
const CLOSING_ACTS: readonly string[] = ['stop', 'close_agreed', 'close_declined', 'hand_over'];

/**
 * Compiles a checked definition to an XState machine whose states are the stages, `escalated` and the ends. The machine
 * is only ever asked for one pure transition at a time; where a conversation is, is kept with the conversation.
 */
export function compileSop(definition: SopDefinition, version = 0): CompiledSop {
  return new StatechartSop(definition, version);
}

class StatechartSop implements CompiledSop {
  readonly id: string;
  private readonly machine: AnyStateMachine;
  private readonly rules = new Map<string, Rule>();
  private readonly preludes: { rule: Interruption; holds: (scope: GuardScope) => boolean }[];

  constructor(
    private readonly definition: SopDefinition,
    readonly version: number,
  ) {
    this.id = definition.id;
    this.preludes = definition.interruptions
      .filter((rule) => rule.prelude !== undefined)
      .map((rule) => ({ rule, holds: this.guard(rule.when) }));
    this.machine = createMachine(this.configuration());
  }

  start(): SopPosition {
    return { stage: this.definition.initial, status: 'open' };
  }

  advance(position: SopPosition, event: SopEvent, facts: SopFacts): SopStep {
    const said = event.type === 'partner.said';
    const scope: GuardScope = { facts, acts: said ? event.acts : [], topics: said ? event.topics : [] };
    const scoped: ScopedEvent = { type: event.type, scope, stage: position.stage, ...('act' in event ? { act: event.act } : {}) };
    const snapshot = this.machine.resolveState({ value: stateOf(position), context: {} });
    const [next, actions] = transition(this.machine, snapshot, scoped);
    const value = next.value as string;
    const applied = (actions as readonly { type: string; params?: unknown }[]).find((action) => action.type === 'apply');
    const rule = applied ? this.rules.get((applied.params as { rule: string }).rule) : undefined;

    if (event.type === 'partner.said') return this.afterPartner(position, value, rule, scope, event.comeBackInHours);
    const status = statusOf(value);
    const stage = isStage(value) ? value : status === 'open' || status === 'escalated' ? position.stage : 'closing';
    const after: SopPosition = { stage, status };
    switch (event.type) {
      case 'conversation.opened':
        return { position: after, directive: this.stageDirective(stage, scope, ['conversation opened']), effects: [] };
      case 'agent.replied':
        return {
          position: { ...after, ...kept(position) },
          directive: silence('our own reply'),
          effects: this.afterReply(after, event.act),
        };
      case 'timer.follow_up_due':
        return this.followUp(position, scope);
      case 'timer.deadline_passed':
        return { position: after, directive: silence('deadline passed'), effects: ended(position, status) };
      case 'operator.closed': {
        const closed: SopPosition = { stage: 'closing', status: event.status };
        return { position: closed, directive: silence('a person closed it'), effects: ended(position, event.status) };
      }
      case 'backend.cancelled': {
        const directive: Directive = {
          reply: true,
          may: ['close_declined'],
          scripts: ['cancelled'],
          because: ['cancelled by the backend'],
        };
        return { position: after, directive, effects: ended(position, status) };
      }
      case 'operator.took_over':
      case 'operator.released':
        return { position: after, directive: silence(event.type), effects: [] };
    }
  }

  scripts(id: string): readonly string[] {
    return this.definition.scripts[id]?.texts ?? [];
  }

  scriptAct(id: string) {
    return this.definition.scripts[id]?.act;
  }

  private afterPartner(
    position: SopPosition,
    value: string,
    rule: Rule | undefined,
    scope: GuardScope,
    comeBackInHours: number | undefined,
  ): SopStep {
    const status = statusOf(value);
    const stage = rule?.to ?? (isStage(value) ? value : position.stage);
    const exclusive = rule !== undefined && this.definition.interruptions.includes(rule);
    const prelude = this.preludes.find((entry) => entry.holds(scope))?.rule;
    const interruption = exclusive ? rule.id : prelude?.id;
    const after: SopPosition = { stage, status, ...(interruption === undefined ? {} : { interruption }) };
    const because = [`stage:${stage}`, ...(rule ? [`rule:${rule.id}`] : []), ...(prelude ? [`interruption:${prelude.id}`] : [])];
    const effects = (rule?.effects ?? []).map((effect): SopEffect =>
      effect.type === 'schedule_follow_up' ? { ...effect, inHours: comeBackInHours ?? effect.inHours } : effect,
    );
    // Where no rule holds after the end, or a person has it, nothing is said.
    if (!rule && !isStage(value)) return { position: after, directive: silence(`status:${status}`), effects };
    if (rule && !rule.reply) return { position: after, directive: silence(...because), effects };
    const own = this.definition.stages[stage] as StageDefinition;
    const directive = this.directive(rule?.may ?? own.may, rule?.scripts ?? own.scripts, scope, because);
    const first = prelude?.prelude;
    return {
      position: after,
      directive: first === undefined || directive.may.includes(first) ? directive : { ...directive, prelude: first },
      effects,
    };
  }

  private followUp(position: SopPosition, scope: GuardScope): SopStep {
    if (position.status !== 'open')
      return { position, directive: silence(`status:${position.status}`), effects: [{ type: 'cancel_follow_ups' }] };
    if (scope.facts.followUpsSent < scope.facts.followUpsAllowed) {
      const { may, scripts } = this.definition.followUps;
      return { position, directive: this.directive(may, scripts, scope, ['follow-up due']), effects: [] };
    }
    // The partner may still answer until the deadline.
    return { position, directive: silence('no follow-ups left'), effects: [{ type: 'cancel_follow_ups' }] };
  }

  private afterReply(after: SopPosition, act: string): SopEffect[] {
    const follows =
      after.status === 'open' && (this.definition.stages[after.stage]?.followUp ?? false) && !CLOSING_ACTS.includes(act);
    return follows ? [{ type: 'schedule_follow_up', inHours: this.definition.followUpAfterHours }] : [];
  }

  private stageDirective(stage: Stage, scope: GuardScope, because: string[]): Directive {
    const { may, scripts } = this.definition.stages[stage] as StageDefinition;
    return this.directive(may, scripts, scope, because);
  }

  private directive(may: readonly Permission[], scripts: readonly ScriptUse[], scope: GuardScope, because: string[]): Directive {
    const acts = may.filter((permission) => this.guard(permission.when)(scope)).map((permission) => permission.act);
    const ids = scripts.filter((script) => this.guard(script.when)(scope)).map((script) => script.id);
    // A rule whose every act is ruled out by a condition leaves the matter to a person.
    return acts.length > 0
      ? { reply: true, may: acts, scripts: ids, because }
      : { reply: true, may: ['hand_over'], scripts: ['hand_over'], because: [...because, 'no permitted act'] };
  }

  private guard(guard: Rule['when']): (scope: GuardScope) => boolean {
    return compileGuard(guard, this.definition.guards);
  }

  private configuration() {
    const { definition } = this;
    const states: Record<string, { on: Record<string, Transition[]> }> = {};
    const interruptions = definition.interruptions.filter((rule) => rule.prelude === undefined);
    const common = [
      ...interruptions.map((rule) => this.ruleTransition('interruptions', rule)),
      ...definition.flow.map((rule) => this.ruleTransition('flow', rule)),
    ];
    for (const [name, stage] of Object.entries(definition.stages) as [Stage, StageDefinition][]) {
      states[name] = {
        on: {
          ...this.fromAnywhere(),
          'partner.said': [
            ...common,
            ...stage.onPartner.map((rule) => ({ target: rule.to, guard: this.scoped(rule.when), actions: apply(STAGE_RULE) })),
            { actions: apply(STAGE_RULE) },
          ],
          'agent.replied': Object.entries(stage.afterReply).map(([act, to]) => ({
            target: to,
            guard: ({ event }) => event.act === act,
            actions: [],
          })),
        },
      };
    }
    const optOut = interruptions.filter(optsOut);
    states['escalated'] = {
      on: {
        ...this.fromAnywhere(),
        'partner.said': optOut.map((rule) => this.ruleTransition('interruptions', rule)),
        'operator.released': (Object.keys(definition.stages) as Stage[]).map((name) => ({
          target: name,
          guard: ({ event }) => event.stage === name,
          actions: [],
        })),
      },
    };
    for (const status of END_STATUSES) {
      // Who has opted out already is not told so again.
      const rules = definition.ended.filter((rule) => status !== 'opted_out' || !optsOut(rule));
      states[status] = { on: { 'partner.said': rules.map((rule) => this.ruleTransition('ended', rule)) } };
    }
    return { id: definition.id, initial: definition.initial, states };
  }

  /** What can happen to every negotiation that has not ended. */
  private fromAnywhere(): Record<string, Transition[]> {
    return {
      'timer.deadline_passed': [
        { target: 'agreed', guard: ({ event }) => event.scope.facts.anyAgreed, actions: [] },
        { target: 'expired', actions: [] },
      ],
      'backend.cancelled': [{ target: 'cancelled', actions: [] }],
    };
  }

  private ruleTransition(kind: string, rule: Rule): Transition {
    const key = `${kind}/${rule.id}`;
    this.rules.set(key, rule);
    const target = targetOf(rule);
    return { ...(target === undefined ? {} : { target }), guard: this.scoped(rule.when), actions: apply(key) };
  }

  private scoped(guard: Rule['when']): NonNullable<Transition['guard']> {
    const holds = this.guard(guard);
    return ({ event }) => holds(event.scope);
  }
}

function targetOf(rule: Rule): string | undefined {
  for (const effect of rule.effects) {
    if (effect.type === 'end') return effect.status;
    if (effect.type === 'escalate' || effect.type === 'reopen') return 'escalated';
  }
  return rule.to;
}

const optsOut = (rule: Rule): boolean => rule.effects.some((effect) => effect.type === 'opt_out');

const apply = (rule: string): Transition['actions'] => [{ type: 'apply', params: { rule } }];

const silence = (...because: string[]): Directive => ({ reply: false, may: [], scripts: [], because });

const ended = (before: SopPosition, status: NegotiationStatus): SopEffect[] =>
  status === 'open' || status === 'escalated' || before.status === status ? [] : [{ type: 'end', status }];

const kept = ({ interruption }: SopPosition): Pick<SopPosition, 'interruption'> =>
  interruption === undefined ? {} : { interruption };

const isStage = (value: string): value is Stage => (STAGES as readonly string[]).includes(value);

const stateOf = (position: SopPosition): string => (position.status === 'open' ? position.stage : position.status);

const statusOf = (value: string): NegotiationStatus => (isStage(value) ? 'open' : (value as NegotiationStatus));
