const DECIMAL = /^[-+]?\d+(?:\.\d+)?$/;

/** One spelling for each amount, without its sign: `480.50` is `480.5`, `-20` is `20`. Undefined for what is no decimal. */
export function plainAmount(value: string): string | undefined {
  if (!DECIMAL.test(value)) return undefined;
  const [whole = '', fraction = ''] = value.replace(/^[-+]/, '').split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${digits === '' ? '' : `.${digits}`}`;
}

/** Whether two decimal strings are the same amount. */
export function sameAmount(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  const plain = plainAmount(one);
  return plain !== undefined && plain === plainAmount(other);
}
