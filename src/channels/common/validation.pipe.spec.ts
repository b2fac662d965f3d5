import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ProblemException } from './problem.js';
import { createValidationPipe } from './validation.pipe.js';
import { AreObjects, IsLine, IsPresentObject, IsRate, MayBeAbsent } from './validators.js';

class Inner {
  @IsRate()
  rate!: string;
}

class Outer {
  @IsPresentObject()
  @ValidateNested()
  @Type(() => Inner)
  one!: Inner;

  @AreObjects(1_000)
  @ValidateNested({ each: true })
  @Type(() => Inner)
  many!: Inner[];

  @MayBeAbsent()
  @IsLine()
  note?: string;
}

const pipe = createValidationPipe();
async function errorsOf(value: unknown): Promise<{ path: string; message: string }[]> {
  try {
    await pipe.transform(value, { type: 'body', metatype: Outer });
    return [];
  } catch (error) {
    return (error as ProblemException).problem.errors ?? [];
  }
}
const rate = { rate: '480' };

describe('validation', () => {
  it('takes what fits', async () => {
    expect(await errorsOf({ one: rate, many: [rate] })).toEqual([]);
  });

  it('names the path of nested faults, and never their value', async () => {
    const errors = await errorsOf({ one: { rate: '483,17' }, many: [rate, { rate: 483.17, extra: 1 }], admin: true });
    expect(errors).toEqual(
      expect.arrayContaining([
        { path: 'one.rate', message: 'must be a decimal string, like "480.50"' },
        { path: 'many[1].rate', message: 'must be a decimal string, like "480.50"' },
        { path: 'many[1].extra', message: 'is not a known field' },
        { path: 'admin', message: 'is not a known field' },
      ]),
    );
    expect(JSON.stringify(errors)).not.toContain('483');
  });

  it.each([null, undefined, 'text', 1, [], [rate]].map((one) => ({ one })))(
    'refuses $one in place of the nested object',
    async ({ one }) => {
      expect((await errorsOf({ one, many: [] })).map((error) => error.path)).toContain('one');
    },
  );

  it.each([null, 'text', { 0: rate, length: 1 }, [null], ['text'], [[rate]], [[]]].map((many) => ({ many })))(
    'refuses $many in place of the list',
    async ({ many }) => {
      expect((await errorsOf({ one: rate, many })).some((error) => error.path.startsWith('many'))).toBe(true);
    },
  );

  it('answers a thousand faults with fifty', async () => {
    const many = Array.from({ length: 1_000 }, () => ({ rate: 1 }));
    expect(await errorsOf({ one: rate, many })).toHaveLength(50);
  });
});
