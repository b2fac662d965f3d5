import { describe, expect, it } from 'vitest';
import { actText } from './act-text.js';

describe('what a trained reader of acts sees', () => {
  it.each([
    ['could do 1,480.50 net,\nnot the 24/11', 'could do 0 net, not the 0'],
    ['١٢٠ ok', '0 ok'],
    ['  yes  ', 'yes'],
    ['no figures here', 'no figures here'],
  ])('is %j as %j', (text, words) => expect(actText(text, 'rate')).toEqual({ asked: 'rate', words }));

  it('was asked for nothing where nothing is known of that', () => expect(actText('hi').asked).toBe('nothing'));

  it('ends where a mail goes on and on', () => expect(actText('word '.repeat(1_000)).words.length).toBeLessThanOrEqual(1_000));
});
