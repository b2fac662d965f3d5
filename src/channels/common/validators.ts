import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';

/** RFC 3339: date, time and offset. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/;
const RATE = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/;

/** The field may be left out. Null is no way to leave it out: it is a value like others, and refused like them. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_form, value) => value !== undefined);
}

/** The field may be left out, or be null to take a setting back. */
export function MayBeNullOrAbsent(): PropertyDecorator {
  return ValidateIf((_form, value) => value !== undefined && value !== null);
}

/** A name or id: one line of printable characters. */
export function IsLine(maximum = 200): PropertyDecorator {
  return applyDecorators(
    Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: 'must hold printable characters only' }),
    Matches(/\S/, { message: 'must not be empty' }),
    Length(0, maximum, { message: `must not be longer than ${maximum} characters` }),
    IsString({ message: 'must be a string' }),
  );
}

/** A list of names or ids. */
export function AreLines(maximum: number): PropertyDecorator {
  const fits = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= maximum && /^[^\p{Cc}\p{Cs}]*\S[^\p{Cc}\p{Cs}]*$/u.test(value);
  const validate = (value: unknown): boolean => Array.isArray(value) && value.every(fits);
  return rule('areLines', validate, `must be a list of texts of at most ${maximum} printable characters`);
}

/** A nested object that must be there; its fields are checked by `ValidateNested`. */
export function IsPresentObject(): PropertyDecorator {
  return rule('isPresentObject', isObject, 'must be an object');
}

/**
 * A list of nested objects; their fields are checked by `ValidateNested`, which by itself would let lists within the list
 * through.
 */
export function AreObjects(maximum: number): PropertyDecorator {
  const validate = (value: unknown): boolean => Array.isArray(value) && value.length <= maximum && value.every(isObject);
  return rule('areObjects', validate, `must be a list of at most ${maximum} objects`);
}

/** A reply to be scored: its words, or an object that holds them. */
export function IsReply(): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' || isObject(value);
  return rule('isReply', validate, 'must be a text, or an object with a text');
}

/** A text that may have several lines. */
export function IsProse(maximum: number): PropertyDecorator {
  return applyDecorators(
    Matches(/\S/, { message: 'must not be empty' }),
    Length(0, maximum, { message: `must not be longer than ${maximum} characters` }),
    IsString({ message: 'must be a string' }),
  );
}

export function IsTimestamp(options?: ValidationOptions): PropertyDecorator {
  return rule('isTimestamp', isTimestamp, 'must be a time with offset, like 2026-11-24T10:00:00Z', options);
}

export function isTimestamp(value: unknown): boolean {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return false;
  const parsed = new Date(value.toUpperCase());
  if (Number.isNaN(parsed.getTime())) return false;
  // Date rolls 30 February over to March; the day as written must be a day.
  const [year, month, day] = value.slice(0, 10).split('-').map(Number) as [number, number, number];
  const civil = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && civil.getUTCMonth() === month - 1 && civil.getUTCDate() === day;
}

export function IsTimeZoneName(): PropertyDecorator {
  return rule('isTimeZoneName', isTimeZone, 'must be an IANA time zone, like Europe/Lisbon');
}

export function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export function IsLanguageTag(): PropertyDecorator {
  return rule(
    'isLanguageTag',
    (value) => typeof value === 'string' && LANGUAGE.test(value),
    'must be a BCP 47 language, like en',
  );
}

/** An amount as a decimal string; numbers are refused, because they have lost their decimals already. */
export function IsRate(): PropertyDecorator {
  return rule('isRate', (value) => typeof value === 'string' && RATE.test(value), 'must be a decimal string, like "480.50"');
}

/** Free fields of the caller's: one level of short values, so that nothing large is carried along. */
export function IsMetadata(): PropertyDecorator {
  return rule('isMetadata', isMetadata, 'must be an object of at most 50 texts, numbers or booleans, 8 000 characters in all');
}

export function isMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  if (entries.length > 50 || entries.some(([, each]) => !['string', 'number', 'boolean'].includes(typeof each))) return false;
  return JSON.stringify(value).length <= 8_000;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rule(
  name: string,
  validate: (value: unknown) => boolean,
  message: string,
  options: ValidationOptions = {},
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, options);
}
