import { GUARDRAILS } from '../../domain/guardrails/registry.js';
import { AGENT_ACTS, CONCERNS, QUESTION_TOPICS, type Concern } from '../../domain/taxonomy.js';
import { type Check, type CheckName, type CheckValues } from './check.js';
import { type FieldPath, type FieldReader } from './field-reader.js';
import { compilePattern, type Pattern } from './pattern.js';

const GUARDRAIL_IDS = GUARDRAILS.map(({ id }) => id);
const WORRIES = CONCERNS.filter((concern): concern is Exclude<Concern, 'none'> => concern !== 'none');
const MOST_WORDS = 300;
const MOST_QUESTIONS = 10;

type ReadValue<Value> = (reader: FieldReader, value: unknown, path: FieldPath) => Value;

const each =
  <Item>(read: ReadValue<Item>): ReadValue<Item[]> =>
  (reader, value, path) =>
    reader.list(value, path).map((item, index) => read(reader, item, Array.isArray(value) ? [...path, index] : path));
const wordOf =
  <Word extends string>(words: readonly Word[]): ReadValue<Word> =>
  (reader, value, path) =>
    reader.word(words, value, path);
const amount: ReadValue<string> = (reader, value, path) => reader.amount(value, path);
const yes: ReadValue<true> = (reader, value, path) => reader.yes(value, path);
const pattern: ReadValue<Pattern> = (reader, value, path) => {
  const source = reader.text(value, path);
  try {
    return compilePattern(source);
  } catch (error) {
    reader.error(path, `is no RE2 pattern: ${error instanceof Error ? error.message : String(error)}`);
    return compilePattern('');
  }
};

const READERS: { readonly [Name in CheckName]: ReadValue<CheckValues[Name]> } = {
  act: each(wordOf(AGENT_ACTS)),
  act_not: each(wordOf(AGENT_ACTS)),
  says: each(pattern),
  says_not: each(pattern),
  amounts: each(amount),
  only_amounts: each(amount),
  asks_nothing: yes,
  asks_at_least: amount,
  asks_at_most: amount,
  concern: wordOf(WORRIES),
  answers: wordOf(QUESTION_TOPICS),
  questions_at_most: (reader, value, path) => reader.number(value, path, MOST_QUESTIONS),
  words_at_most: (reader, value, path) => reader.number(value, path, MOST_WORDS),
  no_finding: each(wordOf(GUARDRAIL_IDS)),
  no_blocking_finding: yes,
  no_repetition: yes,
  names_room: (reader, value, path) => reader.id(value, path),
  offers_person: (reader, value, path) => reader.word(['true', 'false'], String(value), path) === 'true',
  says_ai: yes,
  silence: wordOf(['allowed']),
};
const NAMES = Object.keys(READERS) as CheckName[];

/**
 * Reads checks that all have to hold: a mapping (`{ act: [clarify], says: ['…'] }` is two checks), or a list of mappings
 * where one kind of check is needed twice.
 */
export function parseChecks(reader: FieldReader, value: unknown, path: FieldPath): Check[] {
  return reader.list(value, path).flatMap((entry, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    const fields = reader.fields(entry, at, NAMES);
    return NAMES.filter((name) => fields[name] !== undefined).map((name) => ({
      name,
      value: READERS[name](reader, fields[name], [...at, name]),
    })) as Check[];
  });
}
