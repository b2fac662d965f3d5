type Values = Readonly<Record<string, unknown>>;

/** Fields of one item, each with the type that the call needs; what is missing or of another type is told by name. */
export interface Fields {
  text(name: string): string;
  texts(name: string, otherwise: readonly string[]): readonly string[];
  /** A whole number, 0 or more. */
  count(name: string, otherwise?: number): number;
  flag(name: string, otherwise: boolean): boolean;
  object(name: string): Values;
  objects(name: string): readonly Values[];
  optionalText(name: string): string | undefined;
  /** Null is a value of its own: it was asked for and failed. */
  optionalNumber(name: string): number | null | undefined;
  optionalObject(name: string): Values | undefined;
}

/** @throws where the item is no object */
export function fields(item: unknown): Fields {
  if (!isObject(item)) throw new Error('An item must be an object');
  const read = <T>(name: string, what: string, is: (value: unknown) => value is T): T => {
    const value = item[name];
    if (!is(value)) throw new Error(`${name}: must be ${what}`);
    return value;
  };
  const isMissing = (name: string): boolean => item[name] === undefined;
  return {
    text: (name) => read(name, 'a text', isText),
    texts: (name, otherwise) => (isMissing(name) ? otherwise : read(name, 'a list of texts', listOf(isText))),
    count: (name, otherwise) =>
      otherwise !== undefined && isMissing(name) ? otherwise : read(name, 'a whole number, 0 or more', isCount),
    flag: (name, otherwise) => (isMissing(name) ? otherwise : read(name, 'true or false', isFlag)),
    object: (name) => read(name, 'an object', isObject),
    objects: (name) => read(name, 'a list of objects', listOf(isObject)),
    optionalText: (name) => (isMissing(name) ? undefined : read(name, 'a text', isText)),
    optionalNumber: (name) => (isMissing(name) ? undefined : read(name, 'a number or null', isNumberOrNull)),
    optionalObject: (name) => (isMissing(name) ? undefined : read(name, 'an object', isObject)),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isNumberOrNull = (value: unknown): value is number | null => value === null || Number.isFinite(value);
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is readonly T[] =>
    Array.isArray(value) && value.every(is);
