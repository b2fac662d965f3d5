export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type WebhookAnswer =
  | { kind: 'answered'; status: number; retryAfter?: string }
  /** No answer came: refused, timed out, broken off. `reason` is for people and holds nothing secret. */
  | { kind: 'unreachable'; reason: string };

/** Why an address cannot be an endpoint; `reason` completes "The address …". */
export type TargetCheck = { ok: true } | { ok: false; reason: string };

/** Sends requests to addresses that strangers chose. */
export abstract class WebhookSender {
  /** Whether the address may be sent to, as far as can be told now; sending checks again whom it really connects to. */
  abstract check(url: string): Promise<TargetCheck>;
  /** One request, one answer; never follows a redirect. Never throws. */
  abstract send(request: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer>;
}
