/** Coefficients of numerators and denominators, the constant term first; the denominators' is 1. */
const CENTRE = {
  over: [3.3871327179, 50.434271938, 159.29113202, 59.10937472],
  under: [17.895169469, 78.757757664, 67.1875636],
};
const SHOULDER = { over: [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103], under: [0.7370016425, 0.12021132975] };
const TAIL = { over: [6.657905115, 3.081226386, 0.42868294337, 0.017337203997], under: [0.24197894225, 0.012258202635] };

/**
 * The number that a standard normal variable stays below with this probability, in (0, 1), to about seven digits.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37(3), 1988,
 * routine PPND7.
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError('A probability of a quantile lies between 0 and 1');
  const fromCentre = probability - 0.5;
  if (Math.abs(fromCentre) <= 0.425) return fromCentre * ratio(CENTRE, 0.180625 - fromCentre ** 2);
  const depth = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  const size = depth <= 5 ? ratio(SHOULDER, depth - 1.6) : ratio(TAIL, depth - 5);
  return fromCentre < 0 ? -size : size;
}

function ratio({ over, under }: typeof CENTRE, at: number): number {
  const value = (terms: readonly number[]): number => terms.reduceRight((sum, term) => sum * at + term, 0);
  return value(over) / value([1, ...under]);
}
