import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Finding } from '../../domain/guardrails/guardrail.js';
import { type InjectedFlaw } from '../flaws/inject.js';
import { labelIdOf, type LabelledReply } from '../flaws/labelled-replies.js';

/** One line of a label file: a moment of the corpus with every reply that is labelled there. What is empty is left out. */
export interface MomentLine {
  dialogue: string;
  /** Which of our replies the moment is, from 0. */
  reply: number;
  replies: (WrittenLine | FlawedLine)[];
}

/** A reply that nothing was put into. */
interface WrittenLine {
  quality: 'good' | 'plain';
  text: string;
  plan: PlanLine;
}

/** A reply that one fault or two were put into. */
interface FlawedLine {
  /** The reply of this moment that they were put into. */
  base: 'good' | 'plain';
  flaws: FlawLine[];
  text: string;
  /** Left out where it is that of the base. */
  plan?: PlanLine;
  /** Points of the rubric by item. */
  deductions?: Record<string, number>;
  findings?: FindingLine[];
}

/** A plan without what it does not do. */
type PlanLine = Pick<ReplyPlan, 'act'> & Partial<ReplyPlan>;

interface FlawLine {
  /** `class/way` */
  flaw: string;
  severity: number;
  /** Items of the rubric that it violates. */
  items?: string[];
  guardrails?: string[];
}

/** The result is left out where it is a violation. */
type FindingLine = Pick<Finding, 'guardrail' | 'severity' | 'soft'> & Partial<Pick<Finding, 'result'>>;

type LabelledFinding = LabelledReply['findings'][number];

/** The lines of labels that stand together moment by moment. */
export function momentLinesOf(labels: readonly LabelledReply[]): MomentLine[] {
  const moments = new Map<string, LabelledReply[]>();
  for (const label of labels) {
    const key = `${label.context.dialogue}#${label.context.reply}`;
    const moment = moments.get(key);
    if (moment) moment.push(label);
    else moments.set(key, [label]);
  }
  return [...moments.values()].map(lineOf);
}

/** The labels of a line, as they were before they were frozen. */
export function labelsOfLine({ dialogue, reply, replies }: MomentLine, writer: string): LabelledReply[] {
  const context = { dialogue, reply };
  const planOfBase = new Map(replies.flatMap((each) => ('quality' in each ? [[each.quality, each.plan] as const] : [])));
  return replies.map((line): LabelledReply => {
    const { quality, base, plan, flaws, deductions, findings } =
      'quality' in line
        ? { quality: line.quality, base: undefined, plan: line.plan, flaws: [], deductions: {}, findings: [] }
        : {
            quality: 'flawed' as const,
            base: line.base,
            plan: line.plan ?? planOfBase.get(line.base) ?? unknownBase(context),
            flaws: line.flaws.map(flawOf),
            deductions: line.deductions ?? {},
            findings: (line.findings ?? []).map(findingOf),
          };
    return {
      id: labelIdOf(context, quality, base, flaws),
      dialogue,
      writer,
      context,
      quality,
      ...(base === undefined ? {} : { base }),
      flaws,
      text: line.text,
      plan: { ...plan, tactic: plan.tactic ?? 'none', asks: plan.asks ?? [], leverIds: plan.leverIds ?? [] },
      deductions,
      findings,
    };
  });
}

function lineOf(labels: readonly LabelledReply[]): MomentLine {
  const { dialogue, reply } = labels[0]!.context;
  const planOf = (quality: string | undefined): string =>
    JSON.stringify(labels.filter((label) => label.quality === quality).map(({ plan }) => planLineOf(plan)));
  return {
    dialogue,
    reply,
    replies: labels.map(({ quality, base = 'good', text, plan, flaws, deductions, findings }) => {
      const planLine = planLineOf(plan);
      if (quality !== 'flawed') return { quality, text, plan: planLine };
      return {
        base,
        flaws: flaws.map(flawLineOf),
        text,
        ...(JSON.stringify([planLine]) === planOf(base) ? {} : { plan: planLine }),
        ...(Object.keys(deductions).length === 0 ? {} : { deductions }),
        ...(findings.length === 0 ? {} : { findings: findings.map(findingLineOf) }),
      };
    }),
  };
}

const planLineOf = ({ act, prelude, tactic, asks, leverIds }: ReplyPlan): PlanLine => ({
  act,
  ...(prelude === undefined ? {} : { prelude }),
  ...(tactic === 'none' ? {} : { tactic }),
  ...(asks.length === 0 ? {} : { asks: asks.map(({ ticketId, step }) => ({ ticketId, step })) }),
  ...(leverIds.length === 0 ? {} : { leverIds }),
});

const flawLineOf = ({ class: flaw, way, severity, rubricItems, guardrails }: InjectedFlaw): FlawLine => ({
  flaw: `${flaw}/${way}`,
  severity,
  ...(rubricItems.length === 0 ? {} : { items: rubricItems }),
  ...(guardrails.length === 0 ? {} : { guardrails }),
});

function flawOf({ flaw, severity, items = [], guardrails = [] }: FlawLine): InjectedFlaw {
  const slash = flaw.indexOf('/');
  return { class: flaw.slice(0, slash), way: flaw.slice(slash + 1), severity, rubricItems: items, guardrails };
}

const findingLineOf = ({ result, ...finding }: LabelledFinding): FindingLine => ({
  ...finding,
  ...(result === 'violation' ? {} : { result }),
});

const findingOf = ({ guardrail, result = 'violation', severity, soft }: FindingLine): LabelledFinding => ({
  guardrail,
  result,
  severity,
  ...(soft === undefined ? {} : { soft }),
});

function unknownBase({ dialogue, reply }: LabelledReply['context']): never {
  throw new Error(`${dialogue}#${reply}: a flawed reply has no plan, and what it was made from is not there`);
}
