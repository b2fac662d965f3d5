import { validateSync } from 'class-validator';
import { fail, succeed, type Result } from '../../domain/failure.js';

/** A refusal names this many fields; a hostile payload must not be answered with a larger one. */
const MAXIMUM_ERRORS = 10;
const MAXIMUM_PATH = 64;

/**
 * Checks an event's payload, whatever it is. Payloads are flat by contract, so nothing nested is ever walked, and keys
 * that every object has (`__proto__`, `constructor` …) never reach an assignment.
 */
export function readPayload<T extends object>(form: new () => T, payload: unknown): Result<T> {
  const fields = plainFields(payload);
  if (!fields.ok) return fields;
  const read = Object.assign(new form(), fields.value);
  const errors = validateSync(read, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  if (errors.length === 0) return succeed(read);
  return invalid(
    errors.slice(0, MAXIMUM_ERRORS).map(({ property, constraints }) => {
      if (constraints?.['whitelistValidation'] !== undefined) return unknownField(property);
      const rule = Object.values(constraints ?? {})[0] ?? 'is not valid';
      return { path: property, message: rule.startsWith(`${property} `) ? rule.slice(property.length + 1) : rule };
    }),
  );
}

/** The same for events that carry nothing: absent, null or `{}`. */
export function readNoPayload(payload: unknown): Result<null> {
  const fields = plainFields(payload ?? {});
  if (!fields.ok) return fields;
  const names = Object.keys(fields.value);
  return names.length === 0 ? succeed(null) : invalid(names.slice(0, MAXIMUM_ERRORS).map(unknownField));
}

function plainFields(payload: unknown): Result<Record<string, unknown>> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload) || ArrayBuffer.isView(payload)) {
    return invalid([{ path: '', message: 'must be an object' }]);
  }
  const inherited = Object.keys(payload).filter((name) => name in Object.prototype);
  if (inherited.length > 0) return invalid(inherited.map(unknownField));
  return succeed(payload as Record<string, unknown>);
}

const unknownField = (name: string) => ({ path: name.slice(0, MAXIMUM_PATH), message: 'is not a known field' });
const invalid = (errors: { path: string; message: string }[]) => fail('invalid', 'The payload is not valid', errors);
