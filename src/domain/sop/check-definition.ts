import { type Stage } from '../taxonomy.js';
import { type Guard, type Rule, type ScriptUse, type SopDefinition, type StageDefinition } from './definition.js';
import { atom, namesIn } from './guards.js';
import { type SopError, type SopPath } from './sop-error.js';

/** Scripts that the turn falls back to whatever a definition says. */
const REQUIRED_SCRIPTS = ['hand_over', 'cancelled'] as const;

/** Slots that a script may use; `_2` to `_9` name further tickets. */
export const SCRIPT_SLOTS: readonly string[] = [
  'ota',
  'hotel',
  'partner',
  'room',
  'stay',
  'nights',
  'basis',
  'current_rate',
  'competitor_rate',
  'competitor',
  'gap',
  'gap_percent',
  'ask_rate',
  'standing_ask',
  'quote',
  'agreed_rate',
  'agreed_terms',
  'terms',
  'lever',
];

/** What the parts of a definition mean together: names, reachability, ways out, scripts. Empty where nothing is wrong. */
export function checkDefinition(definition: SopDefinition): SopError[] {
  return [
    ...guardErrors(definition),
    ...stageErrors(definition),
    ...scriptErrors(definition),
    ...uniqueIds(definition.interruptions, ['interruptions']),
    ...uniqueIds(definition.flow, ['flow']),
    ...uniqueIds(definition.ended, ['ended']),
  ];
}

function guardErrors(definition: SopDefinition): SopError[] {
  const { guards } = definition;
  const errors: SopError[] = [];
  const check = (guard: Guard | undefined, path: SopPath): void => {
    for (const name of guard === undefined ? [] : namesIn(guard)) {
      if (!atom(name) && !Object.hasOwn(guards, name)) errors.push({ path, message: `the guard "${name}" is unknown` });
    }
  };
  for (const [name, guard] of Object.entries(guards)) {
    if (atom(name)) errors.push({ path: ['guards', name], message: 'has the name of a built-in fact' });
    check(guard, ['guards', name]);
    if (refersTo(name, guard, guards, new Set())) errors.push({ path: ['guards', name], message: 'refers to itself' });
  }
  forEachRule(definition, (rule, path) => {
    check(rule.when, [...path, 'when']);
    rule.may?.forEach((permission, index) => check(permission.when, [...path, 'may', index, 'when']));
    rule.scripts?.forEach((script, index) => check(script.when, [...path, 'scripts', index, 'when']));
  });
  forEachStage(definition, (stage, path) => {
    stage.may.forEach((permission, index) => check(permission.when, [...path, 'may', index, 'when']));
    stage.scripts.forEach((script, index) => check(script.when, [...path, 'scripts', index, 'when']));
    stage.onPartner.forEach((rule, index) => check(rule.when, [...path, 'on_partner', index, 'when']));
  });
  return errors;
}

function refersTo(name: string, guard: Guard, guards: Record<string, Guard>, seen: Set<string>): boolean {
  return namesIn(guard).some((next) => {
    if (next === name) return true;
    if (seen.has(next) || !Object.hasOwn(guards, next)) return false;
    seen.add(next);
    return refersTo(name, guards[next]!, guards, seen);
  });
}

function stageErrors(definition: SopDefinition): SopError[] {
  const { stages, initial } = definition;
  const errors: SopError[] = [];
  if (!stages[initial]) errors.push({ path: ['initial'], message: `the stage "${initial}" is not defined` });
  const target = (to: Stage | undefined, path: SopPath): void => {
    if (to !== undefined && !stages[to]) errors.push({ path, message: `the stage "${to}" is not defined` });
  };
  forEachRule(definition, (rule, path) => {
    target(rule.to, [...path, 'to']);
    if (rule.reply && rule.may?.length === 0) errors.push({ path: [...path, 'may'], message: 'must permit at least one act' });
  });
  forEachStage(definition, (stage, path) => {
    if (!stage.may.some((permission) => permission.when === undefined)) {
      errors.push({
        path: [...path, 'may'],
        message: 'must permit at least one act without a condition, or a turn could have nothing to say',
      });
    }
    if (!stage.scripts.some((script) => script.when === undefined)) {
      errors.push({ path: [...path, 'scripts'], message: 'must name at least one script without a condition to fall back to' });
    }
    stage.onPartner.forEach((rule, index) => target(rule.to, [...path, 'on_partner', index, 'to']));
    for (const [act, to] of Object.entries(stage.afterReply)) target(to, [...path, 'after_reply', act]);
  });
  if (errors.length > 0) return errors;

  const everywhere = [...definition.flow, ...definition.interruptions].flatMap((rule) =>
    rule.to === undefined ? [] : [rule.to],
  );
  const reached = new Set<Stage>();
  const visit = (name: Stage): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const stage = stages[name]!;
    [...everywhere, ...stage.onPartner.map((rule) => rule.to), ...Object.values(stage.afterReply)].forEach(visit);
  };
  visit(initial);
  forEachStage(definition, (_stage, path, name) => {
    if (!reached.has(name)) errors.push({ path, message: 'cannot be reached from the initial stage' });
  });
  const ends = new Set(
    definition.flow
      .concat(definition.interruptions)
      .flatMap((rule) => rule.effects.flatMap((effect) => (effect.type === 'end' ? [effect.status] : []))),
  );
  for (const end of ['agreed', 'declined', 'opted_out'] as const) {
    if (!ends.has(end)) errors.push({ path: ['flow'], message: `no rule ends as "${end}": there must be a way out` });
  }
  return errors;
}

function scriptErrors(definition: SopDefinition): SopError[] {
  const { scripts } = definition;
  const errors: SopError[] = [];
  for (const id of REQUIRED_SCRIPTS)
    if (!scripts[id]) errors.push({ path: ['scripts'], message: `the script "${id}" is missing` });
  const uses = (list: readonly ScriptUse[] | undefined, path: SopPath): void =>
    list?.forEach((use, index) => {
      if (!Object.hasOwn(scripts, use.id)) errors.push({ path: [...path, index], message: `the script "${use.id}" is unknown` });
    });
  forEachRule(definition, (rule, path) => {
    uses(rule.scripts, [...path, 'scripts']);
    if (rule.reply && rule.may && !rule.scripts)
      errors.push({ path, message: 'permits acts of its own, so it must name scripts of its own' });
  });
  forEachStage(definition, (stage, path) => uses(stage.scripts, [...path, 'scripts']));
  uses(definition.followUps.scripts, ['follow_ups', 'scripts']);
  for (const [id, script] of Object.entries(scripts)) {
    if (script.texts.length === 0) errors.push({ path: ['scripts', id, 'texts'], message: 'must hold at least one text' });
    script.texts.forEach((text, index) => errors.push(...textErrors(text, ['scripts', id, 'texts', index])));
  }
  return errors;
}

function textErrors(text: string, path: SopPath): SopError[] {
  const errors: SopError[] = [];
  if (/\p{Nd}/u.test(text.replace(/\{[^}]*\}/g, ''))) errors.push({ path, message: 'must hold no digits: numbers are slots' });
  for (const [, name] of text.matchAll(/\{([^}]*)\}/g)) {
    if (!SCRIPT_SLOTS.includes((name ?? '').replace(/_[2-9]$/, '')))
      errors.push({ path, message: `the slot {${name}} is unknown` });
  }
  return errors;
}

function uniqueIds(rules: readonly Rule[], path: SopPath): SopError[] {
  return rules.flatMap((rule, index) =>
    rules.findIndex((other) => other.id === rule.id) < index
      ? [{ path: [...path, index, 'id'], message: `the id "${rule.id}" is used twice` }]
      : [],
  );
}

function forEachRule(definition: SopDefinition, visit: (rule: Rule, path: SopPath) => void): void {
  definition.interruptions.forEach((rule, index) => visit(rule, ['interruptions', index]));
  definition.flow.forEach((rule, index) => visit(rule, ['flow', index]));
  definition.ended.forEach((rule, index) => visit(rule, ['ended', index]));
}

function forEachStage(definition: SopDefinition, visit: (stage: StageDefinition, path: SopPath, name: Stage) => void): void {
  for (const [name, stage] of Object.entries(definition.stages) as [Stage, StageDefinition][])
    visit(stage, ['stages', name], name);
}
