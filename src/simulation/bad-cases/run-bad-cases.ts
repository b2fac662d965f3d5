import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type Candidate } from '../../domain/conversation/reply.js';
import { wilsonInterval, type Interval } from '../../domain/experiments/agreement.js';
import { type DisclosureProbe } from '../../domain/guardrails/guardrail.js';
import { checkBadCase, type BadCaseResult } from './check-bad-case.js';
import { type PlayedBadCase } from './play-bad-case.js';

/**
 * Writes the next reply, or nothing where nothing is to be said. The caller decides what that is: the first candidate of
 * a policy, or the one that a server would pick with guardrails (which need the probe), judge and reward.
 */
export type ProposeReply = (
  context: ReplyContext,
  seed: string,
  disclosure: DisclosureProbe,
) => Candidate | undefined | Promise<Candidate | undefined>;

export interface RunBadCase extends BadCaseResult {
  id: string;
  class: string;
  /** Absent where nothing was said. */
  reply?: Candidate;
}

export interface BadCaseShare {
  /** How many cases. */
  count: number;
  /** 95 % interval of the share; absent without cases. */
  interval?: Interval;
}

export interface BadCaseScore {
  name: string;
  cases: number;
  fixed: BadCaseShare;
  clean: BadCaseShare;
}

export interface BadCaseReport {
  cases: RunBadCase[];
  /** In the order in which they come up. */
  classes: BadCaseScore[];
  total: BadCaseScore;
}

/** Runs a policy over the cases, one after the other. What `propose` throws is not caught. */
export async function runBadCases(
  played: readonly PlayedBadCase[],
  propose: ProposeReply,
  seed = 'bad-cases',
): Promise<BadCaseReport> {
  const cases: RunBadCase[] = [];
  for (const each of played) {
    const { badCase, context, disclosure } = each;
    const reply = await propose(context, `${seed}:${badCase.id}`, disclosure);
    cases.push({ id: badCase.id, class: badCase.class, ...(reply === undefined ? {} : { reply }), ...checkBadCase(each, reply) });
  }
  const names = [...new Set(cases.map((each) => each.class))];
  return {
    cases,
    classes: names.map((name) =>
      scoreOf(
        name,
        cases.filter((each) => each.class === name),
      ),
    ),
    total: scoreOf('all', cases),
  };
}

function scoreOf(name: string, cases: readonly RunBadCase[]): BadCaseScore {
  const share = (count: number): BadCaseShare => {
    const interval = wilsonInterval(count, cases.length);
    return { count, ...(interval === undefined ? {} : { interval }) };
  };
  return {
    name,
    cases: cases.length,
    fixed: share(cases.filter(({ fixed }) => fixed).length),
    clean: share(cases.filter(({ clean }) => clean).length),
  };
}
