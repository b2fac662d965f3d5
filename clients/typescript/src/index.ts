import createFetchClient, { type Client } from 'openapi-fetch';
import { io, type Socket } from 'socket.io-client';
import { Webhook } from 'standardwebhooks';
import { type components, type paths } from './rest.generated.js';
import { type components as sockets } from './sockets.generated.js';

export { type components, type paths } from './rest.generated.js';

type Schemas = components['schemas'];
type Payload<Name extends keyof sockets['schemas']> = sockets['schemas'][Name];

export type Problem = Schemas['ProblemDocument'];
export type WebhookEvent = Schemas['WebhookEventView'];
export type PartnerMessage = Payload<'Message'>;
export type FeedEvent = Payload<'FeedEvent'>;

/** Every answer of a socket: what was asked for, or a problem. */
export type Answer<Name extends keyof sockets['schemas']> = Payload<Name> | Payload<'Refused'>;

interface PartnerEvents {
  message: (message: PartnerMessage) => void;
  typing: (typing: Payload<'Typing'>) => void;
  read: (read: Payload<'Read'>) => void;
  status: (status: Payload<'Status'>) => void;
  token_expired: (problem: Payload<'TokenExpired'>) => void;
}

interface PartnerRequests {
  'message.send': (request: Payload<'MessageSend'>, answer: (answer: Answer<'Receipt'>) => void) => void;
  history: (request: Payload<'History'>, answer: (answer: Answer<'Page'>) => void) => void;
  typing: (request: Payload<'TypingSend'>, answer: (answer: Answer<'Done'>) => void) => void;
  read: (request: Payload<'ReadSend'>, answer: (answer: Answer<'Done'>) => void) => void;
  'terms.answer': (request: Payload<'TermsAnswer'>, answer: (answer: Answer<'Receipt'>) => void) => void;
  'person.request': (request: null, answer: (answer: Answer<'Receipt'>) => void) => void;
  opt_out: (request: null, answer: (answer: Answer<'Receipt'>) => void) => void;
  'token.renew': (request: null, answer: (answer: Answer<'Renewed'>) => void) => void;
}

interface FeedEvents {
  event: (event: FeedEvent) => void;
  drafting: (drafting: Payload<'Drafting'>) => void;
  key_expired: (problem: Payload<'KeyExpired'>) => void;
}

interface FeedRequests {
  watch: (request: Payload<'Watch'>, answer: (answer: Answer<'Done'>) => void) => void;
  unwatch: (request: Payload<'Unwatch'>, answer: (answer: Answer<'Done'>) => void) => void;
}

/**
 * REST: `parley.POST('/v1/negotiations', { body })` answers with `{ data }` or `{ error }`, the latter a problem document.
 * @param options.apiKey a key with the scope that the routes need
 */
export function createParley(options: { baseUrl: string; apiKey: string; fetch?: typeof fetch }): Client<paths> {
  const { baseUrl, apiKey, ...rest } = options;
  return createFetchClient<paths>({ baseUrl, headers: { authorization: `Bearer ${apiKey}` }, ...rest });
}

/** The chat of one negotiation, as its partner. Ask for `history` on every `connect`, and drop what you have by `seq`. */
export function connectPartner(baseUrl: string, token: string): Socket<PartnerEvents, PartnerRequests> {
  return io(`${baseUrl}/partner`, { auth: { token }, transports: ['websocket'] });
}

/** What happens in all conversations of a tenant, as it happens. */
export function connectFeed(baseUrl: string, apiKey: string): Socket<FeedEvents, FeedRequests> {
  return io(`${baseUrl}/ops`, { auth: { key: apiKey }, transports: ['websocket'] });
}

/**
 * A webhook as it came in, checked.
 * @param body the very text of the request
 * @throws where the signature does not hold, or the request is older than five minutes
 */
export function verifyWebhook(secret: string, body: string, headers: Record<string, string | undefined>): WebhookEvent {
  const given = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return new Webhook(secret).verify(body, given) as WebhookEvent;
}
