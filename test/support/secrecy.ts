import { Decimal } from 'decimal.js';
import { formsOf } from '../../src/domain/negotiation/limit-forms.js';
import { type Mandate } from '../../src/domain/negotiation/mandate.js';
import { roundToCurrency } from '../../src/domain/negotiation/money.js';
import { type Ticket } from '../../src/domain/negotiation/ticket.js';
import { readMentions } from '../../src/domain/understanding/numbers/read-mentions.js';

/** The forms in which a limit could turn up: both bases, both units, to the currency's smallest unit. Decimal strings. */
export function secretsOf(tickets: readonly Ticket[], mandates: readonly Mandate[]): string[] {
  return mandates.flatMap((mandate) => {
    const ticket = tickets.find((candidate) => candidate.id === mandate.ticketId)!;
    return formsOf(ticket, new Decimal(mandate.limitRate)).map((form) => roundToCurrency(form, ticket.currency).toFixed());
  });
}

/** Secrets that occur in a text, in digits however they are separated, or in words. */
export function findSecrets(text: string, secrets: readonly string[]): string[] {
  const wanted = new Set(secrets);
  // Digits are looked for in the raw text too, so that a reader that overlooks them hides nothing.
  const raw = secrets.filter((secret) =>
    new RegExp(`(?<!\\d)${secret.replace('.', '[.,]')}(?!\\d)`).test(text.replace(/(?<=\d)[,' \u202f](?=\d{3})/g, '')),
  );
  const read = readMentions(text, {}).flatMap(({ value, low, high }) =>
    [value, low, high].filter((amount) => amount !== undefined && wanted.has(new Decimal(amount).toFixed())),
  );
  return [...new Set([...raw, ...(read as string[])])];
}
