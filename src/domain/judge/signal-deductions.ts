import { type ReplyContext } from '../conversation/reply-context.js';
import { asksWithoutAcknowledging, feelingsIgnored, questionIgnored } from './measures/attention.js';
import { repeatedConfirmation, silenceTakenForConsent } from './measures/consent.js';
import { coldStyle, overPromise, pressure, repetition, severalQuestions, tooLong } from './measures/manner.js';
import { type JudgedReply, type Measure } from './measures/measure.js';
import { noProgress, termsIncomplete, wrongStep } from './measures/procedure.js';
import { type Rubric } from './rubric.js';
import { type Deduction } from './verdict.js';

/** How each item of a rubric is measured. */
const MEASURES: Readonly<Record<string, Measure>> = {
  feelings_ignored: feelingsIgnored,
  asks_without_acknowledging: asksWithoutAcknowledging,
  cold_style: coldStyle,
  repetition,
  too_long: tooLong,
  several_questions: severalQuestions,
  question_ignored: questionIgnored,
  wrong_step: wrongStep,
  terms_incomplete: termsIncomplete,
  no_progress: noProgress,
  over_promise: overPromise,
  pressure,
  repeated_confirmation: repeatedConfirmation,
  silence_taken_for_consent: silenceTakenForConsent,
};

/** Items of the rubric that no measure knows: they need a judge that reads. */
export function unmeasuredItems(rubric: Rubric): string[] {
  return rubric.items.map(({ id }) => id).filter((id) => !Object.hasOwn(MEASURES, id));
}

/** The deductions that signals alone support, in the order of the rubric; an item that is not measured costs nothing. */
export function signalDeductions(rubric: Rubric, context: ReplyContext, reply: JudgedReply): Deduction[] {
  return rubric.items.flatMap(({ id, points }) => {
    const fault = Object.hasOwn(MEASURES, id) ? MEASURES[id]!(context, reply) : undefined;
    return fault ? [{ item: id, points, ...fault }] : [];
  });
}
