import { type EvaluatedCandidate, type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type RatingVerdict } from '../../domain/conversation/rating.js';
import { headerOf, serialise } from '../../domain/policy/serialiser/serialise.js';
import { completionOf, spokenBy, turnsOfRecords } from '../../domain/policy/serialiser/turn.js';
import { type TranscriptTurn } from '../../domain/conversation/transcript-turn.js';
import { type DatasetRange } from '../dataset.js';
import { type LoggedConversation } from '../ports/decision-log.js';
import { redactorFor } from './redact.js';

/** A reply of a policy in the words of its transcript, with what was found out about it. */
export interface LoggedCandidate extends EvaluatedCandidate {
  /** Its place among the turn's candidates. */
  index: number;
  completion: string;
}

/** A turn of the log as a trainer reads it: without digits and without what identifies a person. */
export interface Moment {
  id: string;
  record: TurnRecord;
  /** All that a policy read, up to where its plan begins. */
  prompt: string;
  candidates: LoggedCandidate[];
  /** The candidate that was sent. */
  sent?: LoggedCandidate;
  /** What a colleague wrote to the same moment in the agent's place; words without a plan, as a script's are. */
  colleague?: string;
  /** What most people who rated the turn say of it; absent where nobody did, or as many say one as the other. */
  verdict?: RatingVerdict;
}

/** The turns of a conversation that lie in the range. */
export function momentsOf(conversation: LoggedConversation, range: DatasetRange): Moment[] {
  const { records, negotiationId, ratings } = conversation;
  const redact = redactorFor(records.flatMap(({ context }) => context.partner.name ?? []));
  const turns = turnsOfRecords(records);
  return records.flatMap((record, at): Moment[] => {
    if (!lies(record, range)) return [];
    const turn = turns[at]!;
    const unanswered: TranscriptTurn = { upTo: turn.upTo, prompt: turn.prompt };
    const prompt = redact(serialise(headerOf(record.context), [...turns.slice(0, at), unanswered]).text);
    const candidates = record.candidates.map((evaluated, index): LoggedCandidate => {
      return { ...evaluated, index, completion: redact(completionOf(record.context, spokenBy(evaluated.candidate))) };
    });
    const sent = record.resolution.kind === 'candidate' ? candidates[record.resolution.index] : undefined;
    const colleague = colleagueIn(conversation, at, turn.upTo);
    const verdict = majority(ratings.filter(({ turn: rated }) => rated === record.number).map((rating) => rating.verdict));
    return [
      {
        id: `${negotiationId}:${record.number}`,
        record,
        prompt,
        candidates,
        ...(sent ? { sent } : {}),
        ...(colleague === undefined
          ? {}
          : { colleague: redact(completionOf(record.context, { kind: 'script', text: colleague })) }),
        ...(verdict ? { verdict } : {}),
      },
    ];
  });
}

/** The arm whose words those were. */
export const armOf = ({ arm, degradedTo }: TurnRecord): string => degradedTo ?? arm;

function lies(record: TurnRecord, { from, until, arms }: DatasetRange): boolean {
  const at = new Date(record.committedAt);
  return (from === undefined || at >= from) && at < until && (arms === undefined || arms.includes(armOf(record)));
}

/**
 * What a colleague wrote first after a turn that sent nothing, unless the partner wrote again before: then it answers another moment.
 */
function colleagueIn({ messages, records }: LoggedConversation, at: number, upTo: number): string | undefined {
  const { resolution } = records[at]!;
  if (resolution.kind === 'candidate' || resolution.kind === 'script') return undefined;
  const next = messages.find(({ seq }) => seq > upTo);
  return next?.author === 'human' ? next.text : undefined;
}

function majority(verdicts: readonly RatingVerdict[]): RatingVerdict | undefined {
  const good = verdicts.filter((verdict) => verdict === 'good').length;
  const bad = verdicts.length - good;
  if (good === bad) return undefined;
  return good > bad ? 'good' : 'bad';
}
