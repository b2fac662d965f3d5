import { type ReplyPlan } from '../domain/conversation/reply.js';
import { evaluate } from '../domain/guardrails/evaluate.js';
import { fillSlots, slotsForPlan } from '../domain/negotiation/slots-of.js';
import { type NegotiationState } from '../domain/negotiation/state.js';
import { measure } from '../domain/signals/measure.js';
import { type SopStep } from '../domain/sop/sop.js';
import { type Scene } from './scene.js';

/** Every definition has it; the validator sees to that. */
const CANCELLED_SCRIPT = 'cancelled';

export interface ClosingScript {
  scriptId: string;
  text: string;
}

/** The first approved text with which the conversation may be closed; guarded like everything that is sent. */
export function closingScript(scene: Scene, step: SopStep, state: NegotiationState): ClosingScript | null {
  const context = scene.context(step, state);
  const disclosure = scene.disclosure(state);
  const { sop, guardrailModes } = scene.surroundings;
  for (const scriptId of new Set([...step.directive.scripts, CANCELLED_SCRIPT])) {
    const plan: ReplyPlan = { act: sop.scriptAct(scriptId) ?? 'stop', tactic: 'none', asks: [], leverIds: [] };
    for (const template of sop.scripts(scriptId)) {
      const filled = fillSlots(template, slotsForPlan(context, plan, scene.conversation.snapshot.memory.focusTicketId));
      if (!filled.ok) continue;
      const input = { text: filled.text, plan, author: 'script' as const, context, disclosure, disclosureExpected: true };
      const { blocked, couldNotCheck } = evaluate(input, { modes: guardrailModes, signals: measure(input) });
      if (!blocked && !couldNotCheck) return { scriptId, text: filled.text };
    }
  }
  return null;
}
