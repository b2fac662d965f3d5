/** Version of the rules below, in every manifest. */
export const REDACTION_VERSION = 'redaction-1';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Endings that are no words of English: "it is full.we" and "no.it" are no addresses. */
const ENDINGS =
  'com|net|org|info|biz|travel|hotel|eu|de|pt|fr|es|uk|ch|nl|dk|se|fi|pl|cz|hu|gr|hr|tr|ru|jp|cn|kr|th|vn|id|ph|br|mx|ar|cl|co|pe|au|nz|za|ke|ma|eg|ae|ca';
const LINK = new RegExp(
  `\\b(?:https?:\\/\\/|www\\.)\\S+|(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*\\.(?:${ENDINGS})(?![\\p{L}\\p{N}])(?:\\/\\S*)?`,
  'giu',
);
const HANDLE = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}/gu;
/** A formal closing and the name behind it, as mails end. */
const SIGNATURE =
  /\b((?:best|kind|warm)?\s*regards|sincerely|saludos|grüße|cordialement)([,\s]+)\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){0,2}/giu;
/** Tags and slots of a transcript are ours and stay as they are. */
const MARKED = /(<[a-z/][^<> ]*>|\{[a-z0-9_]+\})/;
/** Shorter parts of a name are words of the language too often. */
const SHORTEST_NAME = 3;

/**
 * Makes a transcript free of what identifies a person: mail addresses, links, handles, names in a signature, and the partner's own
 * name, whole or in parts. Numbers are slots already, telephone numbers with them. A name that nobody told us and that stands in no
 * signature is not recognised.
 */
export function redactorFor(names: readonly string[]): (transcript: string) => string {
  const parts = new Set(names.flatMap((name) => [name.trim(), ...name.split(/[\s,]+/)]).filter(isName));
  const known = [...parts].sort((one, other) => other.length - one.length).map(escaped);
  const name = known.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.join('|')})(?![\\p{L}\\p{N}])`, 'gu') : undefined;
  const redact = (text: string): string => {
    const without = text
      .replace(EMAIL, '(email)')
      .replace(LINK, '(link)')
      .replace(HANDLE, '(handle)')
      .replace(SIGNATURE, (_, closing: string, gap: string) => `${closing}${gap}(name)`);
    return name ? without.replace(name, '(name)') : without;
  };
  return (transcript) =>
    transcript
      .split(MARKED)
      .map((part, index) => (index % 2 === 1 ? part : redact(part)))
      .join('');
}

const isName = (part: string): boolean => part.length >= SHORTEST_NAME && /^\p{Lu}/u.test(part);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
