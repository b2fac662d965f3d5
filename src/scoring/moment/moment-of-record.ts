import { createDisclosureProbe } from '../../domain/negotiation/disclosure.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type DisclosureProbe } from '../../domain/guardrails/guardrail.js';
import { STAGES, type Stage } from '../../domain/taxonomy.js';
import { BadRecord, type JsonRecord } from '../../platform/json-record.js';
import { DEFAULT_NEGOTIATION, DEFAULT_NOW, DEFAULT_OTA } from './default-negotiation.js';
import { readHistory, replayHistory } from './replay-history.js';
import { readMenu, readNegotiation, recordOf, text } from './read-negotiation.js';

/** The moment of a record, and what knows the limit of its mandate; absent where the record's negotiation has none. */
export interface RecordedMoment {
  context: ReplyContext;
  disclosure?: DisclosureProbe;
}

/**
 * The moment that `{stage?, negotiation?, history?, menu?, now?, ota?}` describe. Evidence is as old as the clock says, but for the
 * default negotiation, which has a moment of its own.
 * @throws BadRecord naming the field at fault.
 */
export function momentOfRecord(record: JsonRecord, clock: () => Date = () => new Date()): RecordedMoment {
  const negotiation =
    record.negotiation === undefined || record.negotiation === null ? undefined : recordOf(record.negotiation, 'negotiation');
  const given = readNegotiation(negotiation ?? DEFAULT_NEGOTIATION);
  const now = readNow(record) ?? (negotiation ? clock().toISOString() : DEFAULT_NOW);
  const moment = {
    ota: text(record, 'ota') ?? DEFAULT_OTA,
    now,
    stage: readStage(record),
    ...(record.menu === undefined || record.menu === null ? {} : { menu: readMenu(record.menu, given) }),
  };
  const { state, context } = replayHistory(given, readHistory(record.history, now), moment);
  return { context, ...(given.mandates.length > 0 ? { disclosure: createDisclosureProbe(given.mandates, state) } : {}) };
}

function readStage(record: JsonRecord): Stage {
  const stage = text(record, 'stage');
  if (stage === undefined) return 'bargaining';
  const known = STAGES.find((each) => each === stage);
  if (known === undefined) throw new BadRecord(`stage must be one of ${STAGES.join(', ')}`);
  return known;
}

function readNow(record: JsonRecord): string | undefined {
  const now = text(record, 'now');
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw new BadRecord('now must be a time such as 2026-11-16T10:00:00Z');
  return now;
}
