import { AGENT_ACTS, END_STATUSES, STAGES } from '../taxonomy.js';
import {
  type DefinitionEffect,
  type Guard,
  type Interruption,
  type Permission,
  type Rule,
  type ScriptDefinition,
  type ScriptUse,
  type SopDefinition,
  type StageDefinition,
} from './definition.js';
import { checkDefinition } from './check-definition.js';
import { type SopError, type SopPath } from './sop-error.js';

export type ParsedSop = { ok: true; definition: SopDefinition } | { ok: false; errors: SopError[] };

type Fields = Record<string, unknown>;

/** Reads a definition out of parsed YAML. Every mistake is reported with its path, not only the first. */
export function parseSopDefinition(value: unknown): ParsedSop {
  const reader = new Reader();
  const definition = reader.definition(value);
  const errors = reader.errors.length > 0 ? reader.errors : checkDefinition(definition);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, definition };
}

/** Form only: types, names of fields, words of the taxonomy. What the parts mean together is checked afterwards. */
class Reader {
  readonly errors: SopError[] = [];

  definition(value: unknown): SopDefinition {
    const fields = this.fields(
      value,
      [],
      [
        'format',
        'id',
        'title',
        'initial',
        'follow_up_after_hours',
        'guards',
        'interruptions',
        'flow',
        'stages',
        'follow_ups',
        'ended',
        'scripts',
      ],
    );
    if (fields['format'] !== 1) this.error(['format'], 'must be 1');
    const id = this.text(fields['id'], ['id']);
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(id)) this.error(['id'], 'must be lower-case letters, digits and dashes, at most 60');
    const stages: SopDefinition['stages'] = {};
    for (const [name, stage] of this.entries(fields['stages'], ['stages'])) {
      if (this.oneOf(STAGES, name, ['stages', name])) stages[name] = this.stage(stage, ['stages', name]);
    }
    const followUps = this.fields(fields['follow_ups'], ['follow_ups'], ['may', 'scripts']);
    return {
      format: 1,
      id,
      title: this.text(fields['title'], ['title']),
      initial: this.word(STAGES, fields['initial'], ['initial'], 'opening'),
      followUpAfterHours: this.hours(fields['follow_up_after_hours'], ['follow_up_after_hours']),
      guards: Object.fromEntries(
        this.entries(fields['guards'] ?? {}, ['guards']).map(([name, guard]) => [name, this.guard(guard, ['guards', name])]),
      ),
      interruptions: this.list(fields['interruptions'], ['interruptions']).map((entry, index) =>
        this.interruption(entry, ['interruptions', index]),
      ),
      flow: this.list(fields['flow'], ['flow']).map((entry, index) => this.rule(entry, ['flow', index])),
      stages,
      followUps: {
        may: this.permissions(followUps['may'], ['follow_ups', 'may']),
        scripts: this.scriptUses(followUps['scripts'], ['follow_ups', 'scripts']),
      },
      ended: this.list(fields['ended'] ?? [], ['ended']).map((entry, index) => this.rule(entry, ['ended', index])),
      scripts: Object.fromEntries(
        this.entries(fields['scripts'], ['scripts']).map(([name, script]) => [name, this.script(script, ['scripts', name])]),
      ),
    };
  }

  private stage(value: unknown, path: SopPath): StageDefinition {
    const fields = this.fields(value, path, ['purpose', 'may', 'scripts', 'on_partner', 'after_reply', 'follow_up']);
    const afterReply: StageDefinition['afterReply'] = {};
    for (const [act, to] of this.entries(fields['after_reply'] ?? {}, [...path, 'after_reply'])) {
      const at = [...path, 'after_reply', act];
      if (this.oneOf(AGENT_ACTS, act, at)) afterReply[act] = this.word(STAGES, to, at, 'opening');
    }
    return {
      purpose: this.text(fields['purpose'], [...path, 'purpose']),
      may: this.permissions(fields['may'], [...path, 'may']),
      scripts: this.scriptUses(fields['scripts'], [...path, 'scripts']),
      onPartner: this.list(fields['on_partner'] ?? [], [...path, 'on_partner']).map((entry, index) => {
        const at = [...path, 'on_partner', index];
        const rule = this.fields(entry, at, ['when', 'to']);
        return { ...this.when(rule, at), to: this.word(STAGES, rule['to'], [...at, 'to'], 'opening') };
      }),
      afterReply,
      followUp: this.flag(fields['follow_up'], [...path, 'follow_up'], true),
    };
  }

  private interruption(value: unknown, path: SopPath): Interruption {
    const { prelude, ...rest } = this.fields(value, path, [...RULE_FIELDS, 'prelude']);
    const rule = this.rule(rest, path);
    if (rule.when === undefined)
      this.error([...path, 'when'], 'is missing: an interruption that always holds hides everything after it');
    return prelude === undefined ? rule : { ...rule, prelude: this.word(AGENT_ACTS, prelude, [...path, 'prelude'], 'answer') };
  }

  private rule(value: unknown, path: SopPath): Rule {
    const fields = this.fields(value, path, RULE_FIELDS);
    return {
      id: this.text(fields['id'], [...path, 'id']),
      ...this.when(fields, path),
      ...(fields['to'] === undefined ? {} : { to: this.word(STAGES, fields['to'], [...path, 'to'], 'opening') }),
      ...(fields['may'] === undefined ? {} : { may: this.permissions(fields['may'], [...path, 'may']) }),
      ...(fields['scripts'] === undefined ? {} : { scripts: this.scriptUses(fields['scripts'], [...path, 'scripts']) }),
      effects: this.list(fields['effects'] ?? [], [...path, 'effects']).flatMap(
        (entry, index) => this.effect(entry, [...path, 'effects', index]) ?? [],
      ),
      reply: this.flag(fields['reply'], [...path, 'reply'], true),
    };
  }

  private effect(value: unknown, path: SopPath): DefinitionEffect | undefined {
    if (value === 'opt_out' || value === 'cancel_follow_ups') return { type: value };
    const fields = this.fields(value, path, ['end', 'escalate', 'reopen', 'follow_up_in_hours']);
    const [name, argument] = Object.entries(fields)[0] ?? [];
    if (name === undefined || Object.keys(fields).length !== 1) {
      this.error(path, 'must be opt_out, cancel_follow_ups, or one of end, escalate, reopen, follow_up_in_hours with its value');
      return undefined;
    }
    const at = [...path, name];
    switch (name) {
      case 'end':
        return { type: 'end', status: this.word(END_STATUSES, argument, at, 'declined') };
      case 'follow_up_in_hours':
        return { type: 'schedule_follow_up', inHours: this.hours(argument, at) };
      default:
        return { type: name as 'escalate' | 'reopen', reason: this.text(argument, at) };
    }
  }

  private script(value: unknown, path: SopPath): ScriptDefinition {
    const fields = this.fields(value, path, ['act', 'texts']);
    return {
      act: this.word(AGENT_ACTS, fields['act'], [...path, 'act'], 'hand_over'),
      texts: this.list(fields['texts'], [...path, 'texts']).map((text, index) => this.text(text, [...path, 'texts', index])),
    };
  }

  private permissions(value: unknown, path: SopPath): Permission[] {
    return this.list(value, path).map((entry, index) => {
      const at = [...path, index];
      if (typeof entry === 'string') return { act: this.word(AGENT_ACTS, entry, at, 'answer') };
      const fields = this.fields(entry, at, ['act', 'when']);
      return { act: this.word(AGENT_ACTS, fields['act'], [...at, 'act'], 'answer'), ...this.when(fields, at) };
    });
  }

  private scriptUses(value: unknown, path: SopPath): ScriptUse[] {
    return this.list(value, path).map((entry, index) => {
      const at = [...path, index];
      if (typeof entry === 'string') return { id: entry };
      const fields = this.fields(entry, at, ['id', 'when']);
      return { id: this.text(fields['id'], [...at, 'id']), ...this.when(fields, at) };
    });
  }

  private when(fields: Fields, path: SopPath): { when?: Guard } {
    return fields['when'] === undefined ? {} : { when: this.guard(fields['when'], [...path, 'when']) };
  }

  private guard(value: unknown, path: SopPath): Guard {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return { all: value.map((part, index) => this.guard(part, [...path, index])) };
    const fields = this.fields(value, path, ['all', 'any', 'not']);
    const [name, argument] = Object.entries(fields)[0] ?? [];
    if (name === undefined || Object.keys(fields).length !== 1) {
      this.error(path, 'must be a name, a list (all of them), or one of all, any, not');
      return { all: [] };
    }
    if (name === 'not') return { not: this.guard(argument, [...path, 'not']) };
    const parts = this.list(argument, [...path, name]).map((part, index) => this.guard(part, [...path, name, index]));
    return name === 'all' ? { all: parts } : { any: parts };
  }

  private fields(value: unknown, path: SopPath, known: readonly string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.error(path, 'must be a mapping');
      return {};
    }
    for (const name of Object.keys(value))
      if (!known.includes(name)) this.error([...path, name], `is not a field here; known are ${known.join(', ')}`);
    return value as Fields;
  }

  private entries(value: unknown, path: SopPath): [string, unknown][] {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
    this.error(path, 'must be a mapping');
    return [];
  }

  private list(value: unknown, path: SopPath): unknown[] {
    if (Array.isArray(value)) return value;
    this.error(path, 'must be a list');
    return [];
  }

  private text(value: unknown, path: SopPath): string {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.error(path, 'must be a text');
    return '';
  }

  private flag(value: unknown, path: SopPath, otherwise: boolean): boolean {
    if (value === undefined || typeof value === 'boolean') return value ?? otherwise;
    this.error(path, 'must be true or false');
    return otherwise;
  }

  private hours(value: unknown, path: SopPath): number {
    if (typeof value === 'number' && value > 0 && value <= 24 * 60) return value;
    this.error(path, 'must be a number of hours above 0, at most 1440');
    return 24;
  }

  private word<T extends string>(words: readonly T[], value: unknown, path: SopPath, otherwise: T): T {
    return typeof value === 'string' && this.oneOf(words, value, path)
      ? value
      : (typeof value === 'string' || this.error(path, `must be one of ${words.join(', ')}`), otherwise);
  }

  private oneOf<T extends string>(words: readonly T[], value: string, path: SopPath): value is T {
    if ((words as readonly string[]).includes(value)) return true;
    this.error(path, `"${value}" is unknown; must be one of ${words.join(', ')}`);
    return false;
  }

  private error(path: SopPath, message: string): void {
    this.errors.push({ path, message });
  }
}

const RULE_FIELDS = ['id', 'when', 'to', 'may', 'scripts', 'effects', 'reply'] as const;
