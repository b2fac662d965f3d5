export type FieldPath = readonly (string | number)[];
export interface FieldError {
  path: FieldPath;
  message: string;
}
export type Fields = Readonly<Record<string, unknown>>;

/** Reads values out of parsed YAML; every mistake is kept with its path, and reading goes on with something harmless. */
export class FieldReader {
  readonly errors: FieldError[] = [];

  error(path: FieldPath, message: string): void {
    this.errors.push({ path, message });
  }

  fields(value: unknown, path: FieldPath, known: readonly string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.error(path, 'must be a mapping');
      return {};
    }
    for (const name of Object.keys(value))
      if (!known.includes(name)) this.error([...path, name], `is not a field here; known are ${known.join(', ')}`);
    return value as Fields;
  }

  entries(value: unknown, path: FieldPath): [string, unknown][] {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
    this.error(path, 'must be a mapping');
    return [];
  }

  /** One value may stand for a list of one. */
  list(value: unknown, path: FieldPath): unknown[] {
    if (value === undefined || value === null) {
      this.error(path, 'must be a list');
      return [];
    }
    return Array.isArray(value) ? (value as unknown[]) : [value];
  }

  text(value: unknown, path: FieldPath): string {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.error(path, 'must be a text');
    return '';
  }

  optionalText(value: unknown, path: FieldPath): string | undefined {
    return value === undefined ? undefined : this.text(value, path);
  }

  id(value: unknown, path: FieldPath): string {
    const text = this.text(value, path);
    if (text !== '' && !/^[a-z][a-z0-9-]{0,79}$/.test(text)) this.error(path, 'must be lower-case letters, digits and dashes');
    return text;
  }

  amount(value: unknown, path: FieldPath): string {
    if (typeof value === 'string' && /^(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(value)) return value;
    this.error(path, 'must be a decimal amount in quotes');
    return '1';
  }

  number(value: unknown, path: FieldPath, most: number): number {
    if (typeof value === 'number' && value >= 0 && value <= most) return value;
    this.error(path, `must be a number from 0 to ${most}`);
    return 0;
  }

  yes(value: unknown, path: FieldPath): true {
    if (value !== true) this.error(path, 'must be true; leave the check out otherwise');
    return true;
  }

  word<T extends string>(words: readonly T[], value: unknown, path: FieldPath): T {
    const found = words.find((word) => word === value);
    if (found === undefined) this.error(path, `must be one of ${words.join(', ')}`);
    return found ?? words[0]!;
  }
}
