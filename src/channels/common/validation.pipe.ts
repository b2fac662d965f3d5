import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalid, MAXIMUM_ERRORS } from './problem.js';

/** Checks bodies, queries and parameters against their form: unknown fields are refused, messages name paths, never values. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalid(flatten(errors)),
  });
}

/** The faults of a tree of fields as a list, with paths like `tickets[0].limitRate`. */
function flatten(errors: readonly ValidationError[], parent = ''): { path: string; message: string }[] {
  const flat: { path: string; message: string }[] = [];
  for (const error of errors) {
    if (flat.length >= MAXIMUM_ERRORS) break;
    const path = /^\d+$/.test(error.property)
      ? `${parent}[${error.property}]`
      : parent
        ? `${parent}.${error.property}`
        : error.property;
    for (const [rule, message] of Object.entries(error.constraints ?? {}))
      flat.push({ path, message: wording(rule, message, error.property) });
    flat.push(...flatten(error.children ?? [], path));
  }
  return flat.slice(0, MAXIMUM_ERRORS);
}

/** The path says which field it is, so the message does not. */
function wording(rule: string, message: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is not a known field';
  if (rule === 'nestedValidation' || rule === 'unknownValue') return 'must be an object';
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
