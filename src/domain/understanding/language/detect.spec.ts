import { describe, expect, it } from 'vitest';
import { detectLanguage } from './detect.js';
import { tokenise } from './tokens.js';

const detect = (text: string, known?: string) => detectLanguage(tokenise(text), known);

describe('the language of a message', () => {
  it.each([
    ['we can not do this price', 'en'],
    ['ok, no podemos bajar el precio', 'es'],
    ['nous ne pouvons pas baisser le prix', 'fr'],
    ['wir können den Preis leider nicht senken', 'de'],
    ['non possiamo abbassare il prezzo della camera', 'it'],
    ['não podemos baixar o preço do quarto', 'pt'],
    ['we kunnen de prijs niet verlagen', 'nl'],
    ['bu fiyat bizim için çok düşük', 'tr'],
    ['harga ini tidak bisa untuk kami', 'id'],
    ['这个价格太低了', 'zh'],
    ['この料金は無理です', 'ja'],
    ['가격이 너무 낮아요', 'ko'],
    ['ราคานี้ไม่ได้', 'th'],
    ['هذا السعر منخفض جدا', 'ar'],
    ['это слишком мало', 'ru'],
    ['η τιμή είναι χαμηλή', 'el'],
    ['यह कीमत कम है', 'hi'],
    ['👍', 'und'],
    ['450', 'und'],
    ['', 'und'],
    ['Xyzzy', 'und'],
  ])('%j is %s', (text, language) => {
    expect(detect(text)).toBe(language);
  });

  it('falls back on what the partner is known to write when there are letters but no clue', () => {
    expect(detect('Xyzzy', 'de-AT')).toBe('de');
    expect(detect('450', 'de')).toBe('und');
  });
});
