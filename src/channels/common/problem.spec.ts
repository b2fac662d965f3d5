import { describe, expect, it } from 'vitest';
import { fail } from '../../domain/failure.js';
import { valueOf } from './answer.js';
import { grants } from './api-key.guard.js';
import { problem, ProblemException } from './problem.js';

describe('a failure of a use case', () => {
  it.each([
    ['not_found', 404],
    ['invalid', 422],
    ['unsupported', 422],
    ['refused_by_guardrail', 422],
    ['already_exists', 409],
    ['stale_version', 409],
    ['locked_setting', 409],
    ['model_refused', 422],
    ['rate_limited', 429],
  ] as const)('%s becomes status %i', (code, status) => {
    try {
      valueOf(fail(code, 'Why', [{ path: 'a', message: 'b' }]));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemException);
      const { problem: answer, headers } = error as ProblemException;
      expect(answer).toMatchObject({
        status,
        code,
        detail: 'Why',
        type: `urn:parley:problem:${code}`,
        errors: [{ path: 'a', message: 'b' }],
      });
      expect('retry-after' in headers).toBe(status === 429);
    }
  });

  it('names no empty list of fields', () => {
    expect(problem(404, 'not_found', 'Nothing', [])).not.toHaveProperty('errors');
  });
});

describe('scopes', () => {
  it('of ops include the lesser ones', () => {
    expect(grants(['ops:admin'], 'ops:read')).toBe(true);
    expect(grants(['ops:write'], 'ops:read')).toBe(true);
    expect(grants(['ops:read'], 'ops:write')).toBe(false);
    expect(grants(['ops:write'], 'ops:admin')).toBe(false);
    expect(grants(['ops:admin', 'training'], 'ota')).toBe(false);
    expect(grants([], 'ops:read')).toBe(false);
  });
});
