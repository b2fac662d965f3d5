/** Folds away what models change when they quote: case, white space, quotation marks and dashes. */
export function foldForQuoting(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u201a\u2032`]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether a quotation really occurs in a folded text. Nothing, or a lone sign, is no quotation. */
export function occursIn(quotation: string, foldedText: string): boolean {
  const words = foldForQuoting(quotation).replace(/^["']+|["'.…]+$/g, '');
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(words) && foldedText.includes(words);
}
