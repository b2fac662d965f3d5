import { type DefinitionEffect, type Guard, type Rule, type SopDefinition, type StageDefinition } from './definition.js';

/** The stages of a definition and the ways between them, as a Mermaid state diagram. The same definition gives the same text. */
export function stagesDiagram(definition: SopDefinition): string {
  return diagram([
    edge('[*]', definition.initial),
    ...Object.entries(definition.stages).flatMap(([name, stage]) =>
      [...grouped(waysFrom(stage))].map(([to, ways]) => edge(name, to, ways.join(' / '))),
    ),
  ]);
}

/** What can happen in any stage, and after the end, as a second diagram: in one with the stages nobody could follow it. */
export function anywhereDiagram(definition: SopDefinition): string {
  const everywhere = [...definition.flow, ...definition.interruptions];
  const inPlace = everywhere.filter((rule) => destinationOf(rule) === undefined).map((rule) => rule.id);
  return diagram([
    'direction LR',
    `state "in any stage" as ${ANY}`,
    `state "after the end" as ${ENDED}`,
    ...(inPlace.length > 0 ? ['state "the same stage" as same_stage'] : []),
    ...ruleEdges(ANY, everywhere),
    edge(ANY, 'expired', 'deadline passed'),
    edge(ANY, 'cancelled', 'called off by the backend'),
    ...(inPlace.length > 0 ? [edge(ANY, 'same_stage', inPlace.join(', '))] : []),
    ...ruleEdges(ENDED, definition.ended),
  ]);
}

const ANY = 'any_stage';
const ENDED = 'after_end';

/** `[why, where]`: what the partner says first, then what our reply does. */
function waysFrom(stage: StageDefinition): [string, string][] {
  return [
    ...stage.onPartner.map((rule): [string, string] => [rule.when === undefined ? 'otherwise' : guardText(rule.when), rule.to]),
    ...Object.entries(stage.afterReply).map(([act, to]): [string, string] => [`we ${act}`, to]),
  ];
}

/** One edge to each place that these rules lead to, labelled with their ids. */
function ruleEdges(from: string, rules: readonly Rule[]): string[] {
  const leading = rules.flatMap((rule): [string, string][] => {
    const to = destinationOf(rule);
    return to === undefined ? [] : [[rule.id, to]];
  });
  return [...grouped(leading)].map(([to, ids]) => edge(from, to, ids.join(', ')));
}

/** `[what, where]` pairs by where, in the order in which places first come up. */
function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [what, where] of pairs) groups.set(where, [...(groups.get(where) ?? []), what]);
  return groups;
}

function destinationOf(rule: Rule): string | undefined {
  return rule.effects.map(endOf).find((end) => end !== undefined) ?? rule.to;
}

function endOf(effect: DefinitionEffect): string | undefined {
  if (effect.type === 'end') return effect.status;
  return effect.type === 'escalate' || effect.type === 'reopen' ? 'escalated' : undefined;
}

/** A condition in words: `newQuote and not (said.later or said.reject)`. */
function guardText(guard: Guard): string {
  if (typeof guard === 'string') return guard;
  if ('not' in guard) return `not ${inner(guard.not)}`;
  return 'all' in guard ? guard.all.map(inner).join(' and ') : guard.any.map(inner).join(' or ');
}

function inner(guard: Guard): string {
  const text = guardText(guard);
  return typeof guard === 'string' || 'not' in guard ? text : `(${text})`;
}

const edge = (from: string, to: string, label?: string): string => `${from} --> ${to}${label === undefined ? '' : `: ${label}`}`;

const diagram = (lines: readonly string[]): string => ['stateDiagram-v2', ...lines].join('\n  ') + '\n';
