import { stops } from '../../domain/guardrails/stops.js';
import { type DatasetKind, type DatasetRow } from '../dataset.js';
import { armOf, type LoggedCandidate, type Moment } from './moments.js';

const ROWS: Readonly<Record<DatasetKind, (moment: Moment) => DatasetRow[]>> = {
  sft: sftRows,
  preference: preferenceRows,
  unpaired: unpairedRows,
  prompts: promptRows,
  'reward-replay': rewardRows,
};

/** The rows that a turn has in a dataset of that kind. */
export function rowsOf(kind: DatasetKind, moment: Moment): DatasetRow[] {
  return ROWS[kind](moment);
}

/** What was sent and nobody found bad, and what colleagues wrote in the agent's place. */
function sftRows(moment: Moment): DatasetRow[] {
  const { id, prompt, sent, colleague, verdict } = moment;
  const good = sent && verdict !== 'bad' ? [{ completion: sent.completion, source: verdict ? 'rated' : 'sent' }] : [];
  const written = colleague === undefined ? [] : [{ completion: colleague, source: 'colleague' }];
  return [...good, ...written].map((row) => ({ id, prompt, ...row, ...labelsOf(moment) }));
}

/**
 * At most one pair a turn, with the reply that is furthest behind: one that a guardrail stopped, otherwise the one with the least
 * reward. `self_ranked` pairs repeat what the checks of that time found, and nothing more.
 */
function preferenceRows(moment: Moment): DatasetRow[] {
  const { id, prompt, sent, colleague, verdict } = moment;
  if (colleague !== undefined) {
    const rejected = stopped(moment)[0];
    return rejected
      ? [{ id, prompt, chosen: colleague, rejected: rejected.completion, source: 'colleague', ...labelsOf(moment) }]
      : [];
  }
  // A reply that people found bad is no example of a better one, and who explores sends what ranks lower.
  if (!sent || verdict === 'bad' || outranked(sent, moment)) return [];
  const rejected = behind(sent, moment);
  if (!rejected) return [];
  return [
    {
      id,
      prompt,
      chosen: sent.completion,
      rejected: rejected.completion,
      source: verdict === 'good' ? 'rated' : 'self_ranked',
      ...(rejected.acceptable ? {} : { findings: blockingOf(rejected) }),
      ...labelsOf(moment),
    },
  ];
}

/** Replies that people rated, that colleagues wrote, and that guardrails stopped. */
function unpairedRows(moment: Moment): DatasetRow[] {
  const { id, prompt, sent, colleague, verdict } = moment;
  const labels = labelsOf(moment);
  const rated = sent && verdict ? [{ id, prompt, completion: sent.completion, label: verdict === 'good', source: 'rated' }] : [];
  const written = colleague === undefined ? [] : [{ id, prompt, completion: colleague, label: true, source: 'colleague' }];
  const refused = stopped(moment).map((candidate) => ({
    id: `${id}:${candidate.index}`,
    prompt,
    completion: candidate.completion,
    label: false,
    source: 'guardrails',
    findings: blockingOf(candidate),
  }));
  return [...rated, ...written, ...refused].map((row) => ({ ...row, ...labels }));
}

/** Moments in which a policy wrote. */
function promptRows(moment: Moment): DatasetRow[] {
  if (moment.candidates.length === 0) return [];
  return [{ id: moment.id, prompt: moment.prompt, ...labelsOf(moment) }];
}

/** Every candidate with what its reward was made of, so that another spec can be tried on what was logged. */
function rewardRows(moment: Moment): DatasetRow[] {
  const { id, prompt, record, sent } = moment;
  return moment.candidates.map((candidate) => {
    const { score, candidate: reply, verdict } = candidate;
    return {
      id: `${id}:${candidate.index}`,
      prompt,
      completion: candidate.completion,
      attempt: candidate.attempt,
      acceptable: candidate.acceptable,
      sent: candidate === sent,
      rm: score?.rm ?? null,
      rj: score?.rj ?? null,
      rf: score?.rf ?? null,
      blocking: score?.blocking ?? [],
      reward: score?.reward ?? null,
      spec: score ? `${score.spec}@${score.specHash}` : null,
      deductions: verdict?.result === 'judged' ? verdict.deductions.map(({ item, points }) => ({ item, points })) : null,
      findings: blockingOf(candidate),
      logProbability: reply.logProbability ?? null,
      temperature: reply.sampling?.temperature ?? null,
      propensity: candidate === sent ? (record.propensity ?? null) : null,
      policy: record.versions.policy,
      ...labelsOf(moment),
    };
  });
}

function labelsOf({ record }: Moment): { stage: string; partnerAct: string; arm: string } {
  const { context } = record;
  return { stage: context.stage, partnerAct: context.reading?.acts[0]?.act ?? 'none', arm: armOf(record) };
}

const rewardOf = ({ score }: LoggedCandidate): number => score?.reward ?? -Infinity;

const outranked = (sent: LoggedCandidate, { candidates }: Moment): boolean =>
  candidates.some((other) => other.acceptable && rewardOf(other) > rewardOf(sent));

function behind(sent: LoggedCandidate, moment: Moment): LoggedCandidate | undefined {
  const [refused] = stopped(moment).filter(({ completion }) => completion !== sent.completion);
  if (refused) return refused;
  return moment.candidates
    .filter(
      (other) => other.completion !== sent.completion && other.score?.reward !== undefined && rewardOf(other) < rewardOf(sent),
    )
    .toSorted((one, other) => rewardOf(one) - rewardOf(other))[0];
}

/** Candidates with a finding that kept them back, the first proposed first. One that could not be checked is none of them. */
function stopped({ candidates }: Moment): LoggedCandidate[] {
  return candidates.filter((candidate) => !candidate.acceptable && blockingOf(candidate).length > 0);
}

function blockingOf({ findings, score }: LoggedCandidate): string[] {
  if ((score?.blocking ?? []).length === 0) return [];
  return [...new Set(findings.filter(stops).map(({ guardrail }) => guardrail))];
}
