import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactorFor } from './redact.js';

const redact = redactorFor(['Zebedea Quillfeather']);

describe('a redacted transcript', () => {
  it.each([
    ['write to zeb.quill@casa-verde.pt please', 'write to (email) please'],
    ['see https://casa-verde.pt/rates or www.casa-verde.pt', 'see (link) or (link)'],
    ['our site casa-verde.com has it', 'our site (link) has it'],
    ['I am @casa.verde there', 'I am (handle) there'],
    ['Zebedea here, Quillfeather is my name', '(name) here, (name) is my name'],
    ['That is what Zebedea Quillfeather says', 'That is what (name) says'],
    ['Best regards, Ana Souza', 'Best regards, (name)'],
    ['we are full.no.it is a pity', 'we are full.no.it is a pity'],
    ['Ok. And you? e.g. the Twin', 'Ok. And you? e.g. the Twin'],
  ])('of "%s" is "%s"', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('keeps tags and slots, even where they read like a name', () => {
    const text = '<partner> I am Ana <end> <agent> <stage:opening> <plan> <do:greet> </plan> Hello {partner}. <end>';
    expect(redactorFor(['Ana', 'Stage'])(text)).toBe(text.replace('Ana', '(name)'));
  });

  it('does not take a short part of a name for one, nor a part of another word', () => {
    expect(redactorFor(['Li Marta'])('Li said that Martaban is far, Marta')).toBe('Li said that Martaban is far, (name)');
  });

  it('is the same when it is redacted again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = redact(text);
        expect(redact(once)).toBe(once);
      }),
    );
  });
});
