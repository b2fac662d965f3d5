import { type ConversationHarness } from '../support/conversation-harness.js';
import { type StoredMessage } from '../../src/turn/ports/conversation-store.js';
import { negotiationOf, type Scenario, type Step } from './scenario.js';

const HOUR_MS = 3_600_000;

/** What came of a step. */
export interface PlayedStep {
  step: Step;
  replies: StoredMessage[];
  act?: string;
  stage: string;
  status: string;
  /** Why the reply was sent, for whoever reads a failure. */
  why: string;
}

export interface PlayedScenario {
  negotiationId: string;
  opening: StoredMessage[];
  steps: PlayedStep[];
}

/** Plays a scenario against the real turn. */
export async function play(harness: ConversationHarness, scenario: Scenario): Promise<PlayedScenario> {
  harness.randomness.reseed(scenario.name);
  const negotiationId = await harness.create(negotiationOf(scenario, harness.clock.now()));
  const opening = await harness.runTurns(negotiationId);
  const steps: PlayedStep[] = [];
  let person = '';
  for (const step of scenario.steps) {
    if (step.takeOver !== undefined) {
      person = step.takeOver;
      await harness.takeOver(negotiationId, person);
    }
    if (step.person !== undefined) await harness.writeAsPerson(negotiationId, person, step.person);
    let replies: StoredMessage[] = [];
    if (step.say !== undefined) replies = await harness.say(negotiationId, ...[step.say].flat());
    if (step.release) replies = await harness.release(negotiationId, person);
    if (step.hours !== undefined) {
      harness.clock.advance(step.hours * HOUR_MS);
      replies = await harness.runTurns(negotiationId);
    }
    const turn = (await harness.turns(negotiationId)).at(-1);
    const { status, snapshot } = await harness.conversation(negotiationId);
    const written = turn?.candidates.find((entry) => entry.candidate.text === replies.at(-1)?.text)?.candidate.plan.act;
    const scripted = turn?.context.directive.may[0];
    const act = replies.length === 0 ? undefined : (written ?? scripted);
    steps.push({
      step,
      replies,
      ...(act === undefined ? {} : { act }),
      stage: snapshot.position.stage,
      status,
      why: explain(turn),
    });
  }
  return { negotiationId, opening, steps };
}

function explain(turn: Awaited<ReturnType<ConversationHarness['turns']>>[number] | undefined): string {
  if (!turn) return 'no turn';
  const { context, resolution, candidates } = turn;
  const reading = context.reading;
  const refused = candidates
    .filter((entry) => !entry.acceptable)
    .map(
      (entry) =>
        `  refused "${entry.candidate.text}": ${
          entry.findings
            .filter((finding) => finding.result !== 'pass')
            .map((finding) => `${finding.guardrail} ${finding.reason}`)
            .join('; ') || JSON.stringify(entry.verdict)
        }`,
    );
  return [
    `because ${context.directive.because.join(', ')}; may ${context.directive.may.join(', ')}; resolved by ${resolution.kind} (${resolution.why})`,
    `acts ${reading?.acts.map(({ act, confidence }) => `${act} ${confidence.toFixed(2)}`).join(', ')}; topics ${reading?.topics.join(', ')}; concerns ${reading?.concerns.join(', ')}; mood ${reading?.mood}; ambiguities ${reading?.ambiguities.join(', ')}`,
    `quotes ${JSON.stringify(reading?.quotes)}; conditions ${JSON.stringify(reading?.conditions)}; asks ${JSON.stringify(context.menu.asks)}; acceptable ${JSON.stringify(context.menu.acceptable)}`,
    ...refused,
  ].join('\n');
}
