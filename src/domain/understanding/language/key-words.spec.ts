import { describe, expect, it } from 'vitest';
import { mendKeyWord } from './key-words.js';

describe('a misspelt key word', () => {
  it.each([
    ['commisssion', 'commission'],
    ['occupncy', 'occupancy'],
    ['confrimed', 'confirmed'],
    ['discuont', 'discount'],
    ['weekand', 'weekend'],
    ['elecricity', 'electricity'],
    ['tomorow', 'tomorrow'],
    ['mesaging', 'messaging'],
    ['writting', 'writing'],
    ['contat', 'contact'],
    ['waiting', 'waiting'],
    ['massage', 'massage'],
    ['qualify', 'qualify'],
    ['except', 'except'],
    ['contract', 'contract'],
    ['manage', 'manage'],
    ['reason', 'reason'],
    ['occpncy', 'occpncy'],
  ])('%j is read as %j', (written, read) => {
    expect(mendKeyWord(written)).toBe(read);
  });
});
