/** A regular expression as far as it matters for the literals in it. */
export type Expression =
  /** One code unit out of a few. */
  | { kind: 'unit'; units: readonly string[] }
  | { kind: 'sequence'; parts: readonly Expression[] }
  | { kind: 'choice'; parts: readonly Expression[] }
  | { kind: 'repeat'; part: Expression; least: number; most: number }
  /** `\b`, `^`, `$` and what looks ahead or behind: takes up no text. */
  | { kind: 'nothing' }
  /** A text of which nothing is known: a large set of characters, or what an earlier group has found. */
  | { kind: 'anything' };

/** Sets of characters larger than all digits are not listed. */
const MOST_UNITS = 10;
const DIGITS = Array.from('0123456789');
const ANYTHING: Expression = { kind: 'anything' };
const NOTHING: Expression = { kind: 'nothing' };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

/** A construct that this reader does not know. */
class Unreadable extends Error {}

/** Reads a pattern; undefined for one with flags or constructs that are not known here. */
export function expressionOf({ source, flags }: RegExp): Expression | undefined {
  if (flags.includes('v') || (flags.includes('i') && flags.includes('u'))) return undefined;
  try {
    return new Reader(source, flags.includes('u'), flags.includes('i')).read();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Recursive descent over the source of a valid pattern. */
class Reader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly unicode: boolean,
    private readonly ignoreCase: boolean,
  ) {}

  read(): Expression {
    const expression = this.choice();
    if (this.at < this.source.length) throw new Unreadable();
    return expression;
  }

  private accept(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private choice(): Expression {
    const parts = [this.sequence()];
    while (this.accept('|')) parts.push(this.sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      parts.push(this.quantified(this.atom()));
    }
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private quantified(part: Expression): Expression {
    const bounds = this.quantifier();
    if (!bounds) return part;
    this.accept('?');
    return { kind: 'repeat', part, ...bounds };
  }

  private quantifier(): { least: number; most: number } | undefined {
    if (this.accept('?')) return { least: 0, most: 1 };
    if (this.accept('*')) return { least: 0, most: Infinity };
    if (this.accept('+')) return { least: 1, most: Infinity };
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.source.slice(this.at, this.at + 24));
    if (!counted) return undefined;
    this.at += counted[0].length;
    const least = Number(counted[1]);
    if (counted[2] === undefined) return { least, most: least };
    return { least, most: counted[3] === '' ? Infinity : Number(counted[3]) };
  }

  private atom(): Expression {
    if (this.accept('(')) return this.group();
    if (this.accept('[')) return this.set();
    if (this.accept('\\')) return this.escape();
    if (this.accept('.')) return ANYTHING;
    if (this.accept('^') || this.accept('$')) return NOTHING;
    return this.unitsOf(this.character());
  }

  /** One character of the source: a code point where the pattern reads code points. */
  private character(): string {
    const character = this.unicode ? String.fromCodePoint(this.source.codePointAt(this.at) ?? 0) : this.source.charAt(this.at);
    this.at += character.length;
    return character;
  }

  private unitsOf(character: string): Expression {
    // Outside of ASCII, what is the same but for capitals is not known here.
    if (this.ignoreCase && character > '\x7f') return ANYTHING;
    const parts = character.split('').map((unit): Expression => ({ kind: 'unit', units: [unit] }));
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private group(): Expression {
    if (this.accept('?=') || this.accept('?!') || this.accept('?<=') || this.accept('?<!')) {
      this.inner();
      return NOTHING;
    }
    const named = /^\?<\w+>/.exec(this.source.slice(this.at, this.at + 80));
    if (named) this.at += named[0].length;
    else if (!this.accept('?:') && this.source[this.at] === '?') throw new Unreadable();
    return this.inner();
  }

  private inner(): Expression {
    const expression = this.choice();
    if (!this.accept(')')) throw new Unreadable();
    return expression;
  }

  private escape(): Expression {
    const letter = this.character();
    if (letter === 'b' || letter === 'B') return NOTHING;
    if (letter === 'd') return { kind: 'unit', units: DIGITS };
    if (/[DwWsS]/.test(letter)) return ANYTHING;
    if (letter === 'p' || letter === 'P') {
      if (!this.unicode) return this.unitsOf(letter);
      this.property();
      return ANYTHING;
    }
    if (/[1-9]/.test(letter)) {
      while (/\d/.test(this.source.charAt(this.at))) this.at += 1;
      return ANYTHING;
    }
    if (letter === 'k') {
      while (this.at < this.source.length && !this.accept('>')) this.at += 1;
      return ANYTHING;
    }
    return this.unitsOf(this.escaped(letter));
  }

  private property(): void {
    const found = /^\{[^}]*\}/.exec(this.source.slice(this.at, this.at + 80));
    if (!found) throw new Unreadable();
    this.at += found[0].length;
  }

  /** The character that `\` and `letter` stand for. */
  private escaped(letter: string): string {
    const control = CONTROLS[letter];
    if (control !== undefined) return control;
    if (letter === '0') return '\0';
    if (letter === 'c') throw new Unreadable();
    const form = letter === 'x' ? /^[\da-f]{2}/i : letter === 'u' ? /^[\da-f]{4}|^\{[\da-f]{1,6}\}/i : undefined;
    if (!form) return letter;
    const digits = form.exec(this.source.slice(this.at, this.at + 8))?.[0];
    if (digits === undefined) throw new Unreadable();
    this.at += digits.length;
    return String.fromCodePoint(Number.parseInt(digits.replace(/[{}]/g, ''), 16));
  }

  private set(): Expression {
    const negated = this.accept('^');
    const units = new Set<string>();
    let listed = !negated;
    while (!this.accept(']')) {
      if (this.at >= this.source.length) throw new Unreadable();
      const first = this.setMember();
      const range = this.source[this.at] === '-' && this.source[this.at + 1] !== ']' && first !== undefined;
      if (first === undefined) {
        listed = false;
      } else if (range) {
        this.at += 1;
        const last = this.setMember();
        if (last === undefined || first.length > 2 || last.length > 2) throw new Unreadable();
        listed &&= this.addRange(units, first, last);
      } else {
        for (const unit of first === DIGITS.join('') ? DIGITS : [first]) units.add(unit);
      }
    }
    if (!listed || units.size > MOST_UNITS) return ANYTHING;
    if (Array.from(units).some((unit) => unit.length > 1 || (this.ignoreCase && unit > '\x7f'))) return ANYTHING;
    return { kind: 'unit', units: [...units] };
  }

  /** Adds the characters of a range; false where they are too many. */
  private addRange(units: Set<string>, first: string, last: string): boolean {
    const [from, to] = [first.codePointAt(0)!, last.codePointAt(0)!];
    if (to - from >= MOST_UNITS) return false;
    for (let code = from; code <= to; code++) units.add(String.fromCodePoint(code));
    return true;
  }

  /** A character, all digits for `\d`, or undefined for a class too large to list. */
  private setMember(): string | undefined {
    if (!this.accept('\\')) return this.character();
    const letter = this.character();
    if (letter === 'd') return DIGITS.join('');
    if (letter === 'b') return '\b';
    if (/[DwWsS]/.test(letter)) return undefined;
    if (this.unicode && /[pP]/.test(letter)) {
      this.property();
      return undefined;
    }
    return this.escaped(letter);
  }
}
