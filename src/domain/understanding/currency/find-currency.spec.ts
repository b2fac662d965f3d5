import { describe, expect, it } from 'vitest';
import { readMentions } from '../numbers/read-mentions.js';
import { CURRENCIES } from './currencies.js';

const money = (text: string, currency?: string) =>
  readMentions(text, currency === undefined ? {} : { currency }).map(
    (mention) => `${mention.kind} ${mention.value ?? ''} ${mention.currency ?? ''}`,
  );

describe('currencies in a text', () => {
  it.each([...CURRENCIES.values()])('$code is read before and behind an amount, and by its name', ({ code, name }) => {
    expect(money(`we can do ${code} 450 then`)).toEqual([`money 450 ${code}`]);
    expect(money(`we can do 450 ${code} then`)).toEqual([`money 450 ${code}`]);
    expect(money(`we can do ${code}450 then`)).toEqual([`money 450 ${code}`]);
    expect(money(`we can do 450 ${code.toLowerCase()} then`, code)).toEqual([`money 450 ${code}`]);
    if (!name.includes('(')) expect(money(`we can do 450 ${name}s then`)).toEqual([`money 450 ${code}`]);
  });

  it.each(['try 450', 'all 450 of them', 'top 10', 'i am mad 450', 'sos 450', 'the cup 450', 'TRY 450 AND SEE'])(
    '%s is no money',
    (text) => {
      expect(money(text).filter((each) => each.startsWith('money'))).toEqual([]);
    },
  );

  it.each([
    ['$450', 'USD', undefined],
    ['$450', 'AUD', 'AUD'],
    ['$450', 'USD', 'EUR'],
    ['¥450', 'JPY', undefined],
    ['¥450', 'CNY', 'CNY'],
    ['¥450/晚', 'CNY', undefined],
    ['¥450です', 'JPY', undefined],
    ['£450', 'GBP', undefined],
    ['£450', 'EGP', 'EGP'],
    ['450 kr', 'SEK', undefined],
    ['450 kr', 'DKK', 'DKK'],
    ['450 rupees', 'LKR', 'LKR'],
    ['450 pesos', 'MXN', undefined],
    ['450 pesos', 'PHP', 'PHP'],
    ['450 dirhams', 'AED', undefined],
    ['450 dirhams', 'MAD', 'MAD'],
    ['450 francs', 'CHF', undefined],
    ['450 dinars', 'KWD', 'KWD'],
    ['450 dollars', 'SGD', 'SGD'],
  ])('%s is %s where %s is expected', (text, currency, expected) => {
    expect(money(text, expected)).toEqual([`money 450 ${currency}`]);
  });
});
