import { describe, expect, it } from 'vitest';
import { itemFile, pairItem, replyItem } from './annotation.fixtures.js';
import { parseItems } from './parse-items.js';

describe('a file of items', () => {
  it('is read with empty lines, a byte order mark and Windows line ends', () => {
    const items = [pairItem('one'), replyItem('two', { context: { header: 'h', transcript: [], state: 'Rate on record: 480' } })];
    const { file, content } = itemFile(items);
    expect(parseItems({ file, content: `\ufeff${content.replace('\n', '\r\n\r\n')}\r\n` })).toEqual(items);
  });

  it.each([
    [{ ...pairItem('x'), b: undefined }, 'b must be a text'],
    [{ ...pairItem('x'), arm: 'secret' }, 'arm is not a field here'],
    [{ ...pairItem('x'), b: pairItem('x').a }, 'a and b are the same text'],
    [{ ...pairItem('x'), kind: 'triple' }, 'kind must be one of pair, reply'],
    [{ ...replyItem('x'), source: 'a model' }, 'source must be an object'],
    [{ ...replyItem('x'), context: { header: 'h', transcript: [{ who: 'nobody', text: 't' }] } }, 'context.transcript[0].who'],
    [{ ...replyItem('x'), context: undefined }, 'context must be an object'],
    [replyItem('fine'), 'the id fine is used in line 1 as well'],
  ])('is refused with the line of the fault', (item, message) => {
    expect(() => parseItems(itemFile([replyItem('fine'), item]))).toThrow(`items.jsonl:2: ${message}`);
  });

  it('that is no JSON is refused with the line, and with how many faults follow', () => {
    expect(() => parseItems({ file: 'items.jsonl', content: '\n{"id": \nnonsense\n[]' })).toThrow(
      'items.jsonl:2: this is not a JSON line (and ',
    );
  });

  it('without an item is refused', () => {
    expect(() => parseItems({ file: 'items.jsonl', content: '\n' })).toThrow('items.jsonl holds no item');
  });
});
