import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type Evidence, type Lever, type Ticket } from '../../domain/negotiation/ticket.js';
import { AGENT_ACTS, ASK_STEPS, PRICE_BASES, RATE_UNITS, TACTICS, TAX_BASES, type AskStep } from '../../domain/taxonomy.js';
import { type BadCase, type BadCaseClass, type BadCaseMessage, type BadCaseNegotiation, type OwnReply } from './bad-case.js';
import { FieldReader, type FieldError, type FieldPath, type Fields } from './field-reader.js';
import { parseChecks } from './parse-check.js';

export type ParsedBadCases = { ok: true; value: BadCaseClass } | { ok: false; errors: FieldError[] };

const HOUR_MS = 3_600_000;
/** Evidence stays fresh for longer than any case takes. */
const EVIDENCE_MS = 30 * 24 * HOUR_MS;
/** Between messages where a file does not say; a second message of ours in a row comes on the next day. */
const USUAL_MINUTES = 4;
const FOLLOW_UP_MINUTES = 26 * 60;
const MOST_MINUTES = 14 * 24 * 60;

const DISCLOSURES = ['full', 'rate', 'none'] as const;

const PLAN_FIELDS = ['act', 'prelude', 'tactic', 'ask', 'asks', 'levers'] as const;

/** Reads a failure class with its cases out of parsed YAML. Every mistake is reported with its path, not only the first. */
export function parseBadCases(value: unknown): ParsedBadCases {
  const reader = new FieldReader();
  const fields = reader.fields(value, [], ['class', 'title', 'mistake', 'cases']);
  const id = reader.id(fields['class'], ['class']);
  const parsed: BadCaseClass = {
    id,
    title: reader.text(fields['title'], ['title']),
    mistake: reader.text(fields['mistake'], ['mistake']),
    cases: reader.list(fields['cases'], ['cases']).map((entry, index) => badCase(reader, entry, ['cases', index], id)),
  };
  parsed.cases.forEach((each, index) => {
    if (parsed.cases.findIndex((other) => other.id === each.id) < index)
      reader.error(['cases', index, 'id'], `the id "${each.id}" is used twice`);
  });
  return reader.errors.length > 0 ? { ok: false, errors: reader.errors } : { ok: true, value: parsed };
}

function badCase(reader: FieldReader, value: unknown, path: FieldPath, className: string): BadCase {
  const fields = reader.fields(value, path, ['id', 'title', 'negotiation', 'messages', 'fixed', 'clean', 'examples']);
  const id = reader.id(fields['id'], [...path, 'id']);
  const negotiation = negotiationOf(reader, fields['negotiation'], [...path, 'negotiation'], id);
  const tickets = negotiation.tickets.map((ticket) => ticket.id);
  const examplesPath = [...path, 'examples'];
  const examples = reader.fields(fields['examples'], examplesPath, ['mistake', 'good']);
  const example = (name: string): OwnReply => {
    const given = reader.fields(examples[name], [...examplesPath, name], ['text', ...PLAN_FIELDS]);
    return {
      text: reader.text(given['text'], [...examplesPath, name, 'text']),
      plan: planOf(reader, given, [...examplesPath, name], tickets),
    };
  };
  const messages: BadCaseMessage[] = [];
  reader.list(fields['messages'], [...path, 'messages']).forEach((entry, index) => {
    messages.push(message(reader, entry, [...path, 'messages', index], tickets, messages.at(-1)));
  });
  if (messages.at(-1)?.author !== 'partner') reader.error([...path, 'messages'], "must end with the partner's words");
  const fixed = parseChecks(reader, fields['fixed'], [...path, 'fixed']);
  if (fixed.length === 0) reader.error([...path, 'fixed'], 'must hold at least one check');
  return {
    id,
    class: className,
    title: reader.text(fields['title'], [...path, 'title']),
    negotiation,
    messages,
    fixed,
    clean: fields['clean'] === undefined ? [] : parseChecks(reader, fields['clean'], [...path, 'clean']),
    examples: { mistake: example('mistake'), good: examples['good'] === 'silence' ? 'silence' : example('good') },
  };
}

function message(
  reader: FieldReader,
  value: unknown,
  path: FieldPath,
  tickets: readonly string[],
  before: BadCaseMessage | undefined,
): BadCaseMessage {
  const fields = reader.fields(value, path, ['partner', 'us', 'minutes', ...PLAN_FIELDS]);
  const ours = fields['us'] !== undefined;
  if (ours === (fields['partner'] !== undefined)) reader.error(path, 'must hold either "partner" or "us"');
  const usual = ours && before?.author === 'agent' ? FOLLOW_UP_MINUTES : USUAL_MINUTES;
  const minutes = fields['minutes'] === undefined ? usual : reader.number(fields['minutes'], [...path, 'minutes'], MOST_MINUTES);
  if (ours) {
    const text = reader.text(fields['us'], [...path, 'us']);
    return { minutes, author: 'agent', text, plan: planOf(reader, fields, path, tickets) };
  }
  for (const name of PLAN_FIELDS) if (fields[name] !== undefined) reader.error([...path, name], 'belongs to a message of ours');
  return { minutes, author: 'partner', text: reader.text(fields['partner'], [...path, 'partner']) };
}

/** `ask` is a step for the only ticket; with several, `asks` has a step by ticket. */
function planOf(reader: FieldReader, fields: Fields, path: FieldPath, tickets: readonly string[]): ReplyPlan {
  const step = (value: unknown, at: FieldPath): AskStep => reader.word(ASK_STEPS, value, at);
  const asks: ReplyPlan['asks'] = [];
  if (fields['ask'] !== undefined) {
    if (tickets.length !== 1)
      reader.error([...path, 'ask'], 'is for negotiations about one room; use "asks" with a step by ticket');
    asks.push({ ticketId: tickets[0] ?? '', step: step(fields['ask'], [...path, 'ask']) });
  }
  if (fields['asks'] !== undefined) {
    for (const [ticketId, value] of reader.entries(fields['asks'], [...path, 'asks'])) {
      if (!tickets.includes(ticketId)) reader.error([...path, 'asks', ticketId], 'is no ticket of this negotiation');
      asks.push({ ticketId, step: step(value, [...path, 'asks', ticketId]) });
    }
  }
  return {
    act: reader.word(AGENT_ACTS, fields['act'], [...path, 'act']),
    ...(fields['prelude'] === undefined ? {} : { prelude: reader.word(AGENT_ACTS, fields['prelude'], [...path, 'prelude']) }),
    tactic: fields['tactic'] === undefined ? 'none' : reader.word(TACTICS, fields['tactic'], [...path, 'tactic']),
    asks,
    leverIds:
      fields['levers'] === undefined
        ? []
        : reader.list(fields['levers'], [...path, 'levers']).map((lever) => reader.id(lever, [...path, 'levers'])),
  };
}

function negotiationOf(reader: FieldReader, value: unknown, path: FieldPath, caseId: string): BadCaseNegotiation {
  const fields = reader.fields(value, path, ['ota', 'hotel', 'partner', 'opened', 'tickets', 'levers']);
  const hotelPath = [...path, 'hotel'];
  const hotel = reader.fields(fields['hotel'], hotelPath, ['name', 'city', 'time_zone']);
  const partner = reader.optionalText(fields['partner'], [...path, 'partner']);
  const opened = Date.parse(reader.text(fields['opened'], [...path, 'opened']));
  if (Number.isNaN(opened)) reader.error([...path, 'opened'], 'must be a moment, as in 2026-11-24T09:12:00Z');
  const openedAt = new Date(Number.isNaN(opened) ? 0 : opened);
  const rooms = reader
    .list(fields['tickets'], [...path, 'tickets'])
    .map((entry, index) => ticketOf(reader, entry, [...path, 'tickets', index], openedAt));
  const levers = fields['levers'] === undefined ? [] : reader.list(fields['levers'], [...path, 'levers']);
  return {
    ota: reader.text(fields['ota'], [...path, 'ota']),
    hotel: {
      id: `hotel-${caseId}`,
      name: reader.text(hotel['name'], [...hotelPath, 'name']),
      city: reader.text(hotel['city'], [...hotelPath, 'city']),
      timeZone: reader.text(hotel['time_zone'], [...hotelPath, 'time_zone']),
    },
    partner: { id: `partner-${caseId}`, ...(partner === undefined ? {} : { name: partner }) },
    openedAt: openedAt.toISOString(),
    tickets: rooms.map(({ ticket }) => ticket),
    mandates: rooms.map(({ mandate }) => mandate),
    levers: levers.map((entry, index) => leverOf(reader, entry, [...path, 'levers', index])),
  };
}

function ticketOf(reader: FieldReader, value: unknown, path: FieldPath, openedAt: Date): { ticket: Ticket; mandate: Mandate } {
  const fields = reader.fields(value, path, TICKET_FIELDS);
  const at = (name: (typeof TICKET_FIELDS)[number]): FieldPath => [...path, name];
  const id = reader.id(fields['id'], at('id'));
  const ratePlan = reader.optionalText(fields['rate_plan'], at('rate_plan'));
  const ticket: Ticket = {
    id,
    roomType: reader.text(fields['room'], at('room')),
    ...(ratePlan === undefined ? {} : { ratePlan }),
    stay: { from: reader.text(fields['from'], at('from')), to: reader.text(fields['to'], at('to')) },
    currency: reader.text(fields['currency'], at('currency')),
    priceBasis: fields['basis'] === undefined ? 'selling' : reader.word(PRICE_BASES, fields['basis'], at('basis')),
    rateUnit: fields['unit'] === undefined ? 'per_night' : reader.word(RATE_UNITS, fields['unit'], at('unit')),
    taxes: fields['taxes'] === undefined ? 'included' : reader.word(TAX_BASES, fields['taxes'], at('taxes')),
    ...(fields['commission'] === undefined ? {} : { commissionRate: reader.amount(fields['commission'], at('commission')) }),
    currentRate: reader.amount(fields['current'], at('current')),
    evidence: fields['seen'] === undefined ? [] : [seen(reader, fields['seen'], at('seen'), openedAt)],
    version: 1,
    withdrawn: false,
  };
  const mandate = {
    ticketId: id,
    targetRate: reader.amount(fields['target'], at('target')),
    limitRate: reader.amount(fields['limit'], at('limit')),
  };
  return { ticket, mandate };
}

const TICKET_FIELDS = [
  'id',
  'room',
  'rate_plan',
  'from',
  'to',
  'currency',
  'basis',
  'unit',
  'taxes',
  'commission',
  'current',
  'seen',
  'target',
  'limit',
] as const;

/** What was seen elsewhere shortly before the conversation began. */
function seen(reader: FieldReader, value: unknown, path: FieldPath, openedAt: Date): Evidence {
  const fields = reader.fields(value, path, ['source', 'rate', 'disclose']);
  return {
    kind: 'competitor_rate',
    source: reader.text(fields['source'], [...path, 'source']),
    rate: reader.amount(fields['rate'], [...path, 'rate']),
    observedAt: new Date(openedAt.getTime() - HOUR_MS).toISOString(),
    expiresAt: new Date(openedAt.getTime() + EVIDENCE_MS).toISOString(),
    disclose: reader.word(DISCLOSURES, fields['disclose'], [...path, 'disclose']),
  };
}

function leverOf(reader: FieldReader, value: unknown, path: FieldPath): Lever {
  const fields = reader.fields(value, path, ['id', 'kind', 'title', 'terms', 'requires']);
  const terms = reader.optionalText(fields['terms'], [...path, 'terms']);
  const requires = reader.optionalText(fields['requires'], [...path, 'requires']);
  return {
    id: reader.id(fields['id'], [...path, 'id']),
    kind: reader.text(fields['kind'], [...path, 'kind']),
    title: reader.text(fields['title'], [...path, 'title']),
    ...(terms === undefined ? {} : { terms }),
    ...(requires === undefined ? {} : { requires }),
  };
}
