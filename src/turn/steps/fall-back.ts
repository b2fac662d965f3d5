import { Injectable } from '@nestjs/common';
import { type Advanced } from '../../domain/conversation/advance.js';
import { type Candidate, type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Resolution } from '../../domain/conversation/turn-record.js';
import { evaluate } from '../../domain/guardrails/evaluate.js';
import { fillSlots, slotsForPlan } from '../../domain/negotiation/slots-of.js';
import { measure } from '../../domain/signals/measure.js';
import { type AgentAct } from '../../domain/taxonomy.js';
import { type Moment } from './moment.js';

const HAND_OVER_SCRIPT = 'hand_over';

export interface Fallback {
  resolution: Resolution;
  /** Absent where not even the hand-over script may be said. */
  candidate?: Candidate;
}

/** No candidate may be sent: the approved script of the stage, checked like everything else; else a person. */
@Injectable()
export class FallBackStep {
  fallBack(moment: Moment, advanced: Advanced, seed: string): Fallback {
    for (const scriptId of advanced.step.directive.scripts) {
      const candidate = this.firstSendable(moment, advanced, scriptId, seed);
      if (candidate) {
        return { candidate, resolution: { kind: 'script', scriptId, text: candidate.text, why: 'no candidate may be sent' } };
      }
    }
    const why = 'neither a candidate nor a script may be sent';
    const handOver = this.firstSendable(moment, handingOver(advanced), HAND_OVER_SCRIPT, seed);
    return handOver ? { candidate: handOver, resolution: { kind: 'person', why } } : { resolution: { kind: 'person', why } };
  }

  private firstSendable(moment: Moment, advanced: Advanced, scriptId: string, seed: string): Candidate | null {
    const { context, disclosure } = advanced;
    const plan = this.planOf(moment, advanced, scriptId);
    const variants = moment.sop.scripts(scriptId);
    const prelude = this.preludeText(moment, advanced, seed);
    if (prelude === null) return null;
    const slots = slotsForPlan(context, plan, moment.conversation.snapshot.memory.focusTicketId);
    for (let offset = 0; offset < variants.length; offset++) {
      const index = (hash(seed) + offset) % variants.length;
      const filled = fillSlots(variants[index]!, slots);
      if (!filled.ok) continue;
      const text = `${prelude}${filled.text}`;
      const input = { text, plan, author: 'script' as const, context, disclosure, disclosureExpected: true };
      const guarded = evaluate(input, { modes: moment.guardrailModes, signals: measure(input) });
      if (guarded.blocked || guarded.couldNotCheck) continue;
      return { plan, template: variants[index]!, text, source: `script:${scriptId}#${index}` };
    }
    return null;
  }

  /** What has to be answered first, from the script of that name; null where it cannot be said. */
  private preludeText(moment: Moment, { context, step }: Advanced, seed: string): string | null {
    const act = step.directive.prelude;
    if (act === undefined) return '';
    const variants = moment.sop.scripts(act);
    const filled = fillSlots(variants[hash(seed) % Math.max(1, variants.length)] ?? '{}', context.slots);
    return filled.ok && variants.length > 0 ? `${filled.text} ` : null;
  }

  private planOf(moment: Moment, advanced: Advanced, scriptId: string): ReplyPlan {
    const act: AgentAct = moment.sop.scriptAct(scriptId) ?? advanced.step.directive.may[0] ?? 'hand_over';
    const asks = act === 'propose' || act === 'counter' || act === 'hold' ? advanced.menu.asks.slice(0, 1) : [];
    const prelude = advanced.step.directive.prelude;
    return {
      act,
      tactic: 'none',
      asks: asks.map(({ ticketId, step }) => ({ ticketId, step })),
      leverIds: [],
      ...(prelude === undefined ? {} : { prelude }),
    };
  }
}

/** Handing over is always permitted, in place of whatever the procedure wanted. */
function handingOver(advanced: Advanced): Advanced {
  const { prelude: _, ...directive } = advanced.step.directive;
  const passing = { ...directive, may: ['hand_over' as const] };
  return {
    ...advanced,
    step: { ...advanced.step, directive: passing },
    context: { ...advanced.context, directive: passing },
  };
}

function hash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (value * 31 + text.charCodeAt(index)) >>> 0;
  return value;
}
