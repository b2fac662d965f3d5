type Fields = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the fields of one object and complains about each that is not as it should be. What it answers after a complaint
 * only keeps the reading going; the caller throws it away.
 */
export class FieldReader {
  constructor(
    private readonly fields: Fields,
    private readonly complain: (message: string) => void,
    private readonly path = '',
  ) {}

  /** A reader for a whole line or file; where it holds no object, every field is missing. */
  static of(value: unknown, complain: (message: string) => void, path = ''): FieldReader {
    if (isMapping(value)) return new FieldReader(value, complain, path);
    complain(`${path === '' ? 'this' : path.slice(0, -1)} must be an object`);
    return new FieldReader({}, () => undefined, path);
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  names(): string[] {
    return Object.keys(this.fields);
  }

  /** Anything but these fields is a complaint. */
  only(...known: string[]): void {
    for (const name of this.names())
      if (!known.includes(name)) this.complain(`${this.path}${name} is not a field here; known are ${known.join(', ')}`);
  }

  text(name: string): string {
    const value = this.fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.complain(`${this.path}${name} must be a text`);
    return '';
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  word<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.fields[name];
    const found = words.find((word) => word === value);
    if (found === undefined) this.complain(`${this.path}${name} must be one of ${words.join(', ')}`);
    return found ?? words[0];
  }

  whole(name: string, minimum: number, maximum: number): number {
    const value = this.fields[name];
    if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    this.complain(`${this.path}${name} must be a whole number from ${minimum} to ${maximum}`);
    return minimum;
  }

  mapping(name: string): FieldReader {
    return FieldReader.of(this.fields[name], this.complain, `${this.path}${name}.`);
  }

  /** The field as it is, where it is an object. */
  anything(name: string): Fields {
    const value = this.fields[name];
    if (isMapping(value)) return value;
    this.complain(`${this.path}${name} must be an object`);
    return {};
  }

  list(name: string): FieldReader[] {
    return this.entries(name).map((entry, index) => FieldReader.of(entry, this.complain, `${this.path}${name}[${index}].`));
  }

  texts(name: string): string[] {
    return this.entries(name).map((entry, index) => {
      if (typeof entry === 'string' && entry.trim() !== '') return entry;
      this.complain(`${this.path}${name}[${index}] must be a text`);
      return '';
    });
  }

  private entries(name: string): unknown[] {
    const value = this.fields[name];
    if (Array.isArray(value)) return value as unknown[];
    this.complain(`${this.path}${name} must be a list`);
    return [];
  }
}
