import { lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Lookup, isPublicAddress, publicLookup, PrivateTargetError } from './public-target.js';
import { type TargetCheck, type WebhookAnswer, type WebhookRequest, WebhookSender } from '../../webhooks/ports/webhook-sender.js';

/** An answer's head is all that counts. */
const MAXIMUM_HEADER_BYTES = 16_384;

/** Webhooks over HTTP, to the public internet and to hosts that the installation trusts. */
export class HttpWebhookSender extends WebhookSender {
  private readonly trusted: ReadonlySet<string>;
  private readonly publicLookup: Lookup;

  /**
   * @param trustedHosts names or addresses, lower case, that may be private and spoken to without TLS
   * @param lookup how names are resolved
   */
  constructor(
    trustedHosts: readonly string[],
    private readonly lookup: Lookup = systemLookup,
  ) {
    super();
    this.trusted = new Set(trustedHosts);
    this.publicLookup = publicLookup(lookup);
  }

  async check(url: string): Promise<TargetCheck> {
    if (!URL.canParse(url)) return refuse('must be an https address');
    const address = new URL(url);
    if (!['http:', 'https:'].includes(address.protocol)) return refuse('must be an https address');
    if (address.username !== '' || address.password !== '') return refuse('must not hold a user name or password');
    if (address.hash !== '') return refuse('must not have a fragment');
    const host = hostOf(address);
    if (this.trusted.has(host)) return { ok: true };
    if (address.protocol !== 'https:') return refuse('must be an https address');
    return (await this.leadsInside(host)) ? refuse('must lead to a public address') : { ok: true };
  }

  send({ url, headers, body }: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> {
    const address = new URL(url);
    const host = hostOf(address);
    const trusted = this.trusted.has(host);
    // A literal address is never looked up.
    if (!trusted && (address.protocol !== 'https:' || (isLiteral(host) && !isPublicAddress(host)))) {
      return Promise.resolve({ kind: 'unreachable', reason: new PrivateTargetError().message });
    }
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      // A connection of its own, whose address has just been checked.
      agent: false as const,
      maxHeaderSize: MAXIMUM_HEADER_BYTES,
      lookup: trusted ? this.lookup : this.publicLookup,
    };
    return new Promise((resolve) => {
      const received = (answer: IncomingMessage): void => {
        const retryAfter = answer.headers['retry-after'];
        resolve({ kind: 'answered', status: answer.statusCode ?? 0, ...(retryAfter === undefined ? {} : { retryAfter }) });
        // Whatever else it has to say is not read.
        answer.destroy();
      };
      const request = address.protocol === 'https:' ? httpsRequest(address, options) : httpRequest(address, options);
      request.on('response', received);
      request.on('error', (error) => resolve({ kind: 'unreachable', reason: reasonOf(error, signal) }));
      request.end(body);
    });
  }

  /** A name that does not resolve now may do so later; whom it leads to then is checked then. */
  private leadsInside(host: string): Promise<boolean> {
    if (isLiteral(host)) return Promise.resolve(!isPublicAddress(host));
    return new Promise((resolve) => {
      this.publicLookup(host, { all: true }, (error) => resolve(error instanceof PrivateTargetError));
    });
  }
}

const refuse = (reason: string): TargetCheck => ({ ok: false, reason });

/** Lower case; an IPv6 address without its brackets. */
const hostOf = ({ hostname }: URL): string => hostname.toLowerCase().replace(/^\[|\]$/g, '');

/** `URL` has brought every spelling of an IPv4 address (octal, one number) into four decimal parts already. */
const isLiteral = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');

function reasonOf(error: NodeJS.ErrnoException, signal: AbortSignal): string {
  if (error instanceof PrivateTargetError) return error.message;
  if (signal.aborted) return 'did not answer in time';
  return error.code === undefined ? 'the connection failed' : `the connection failed (${error.code})`;
}
