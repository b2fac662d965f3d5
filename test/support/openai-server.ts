import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A chat-completion request as it came in. */
export interface ReceivedRequest {
  authorization: string | undefined;
  body: {
    model?: string;
    n?: number;
    seed?: number;
    temperature?: number;
    max_tokens?: number;
    max_completion_tokens?: number;
    response_format?: { type: string; json_schema?: { schema: unknown } };
    messages: { role: string; content: string }[];
  };
  /** 0 for the first request. */
  index: number;
}

export type Behaviour = (request: ReceivedRequest, response: ServerResponse) => void;

/** What the model says: the same to everybody, or by request and choice. */
export type Content = string | ((request: ReceivedRequest, choice: number) => string);

interface ChoiceOver {
  finish?: string;
  refusal?: string;
}

const PROMPT_TOKENS = 100;
const COMPLETION_TOKENS = 20;

function choicesOf(request: ReceivedRequest, content: Content, count: number, over: ChoiceOver = {}): unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    message: {
      role: 'assistant',
      content: over.refusal === undefined ? (typeof content === 'string' ? content : content(request, index)) : null,
      refusal: over.refusal ?? null,
    },
    finish_reason: over.finish ?? 'stop',
  }));
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function sendCompletion(response: ServerResponse, choices: unknown[]): void {
  const completion = COMPLETION_TOKENS * choices.length;
  sendJson(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'scripted-1',
    choices,
    usage: { prompt_tokens: PROMPT_TOKENS, completion_tokens: completion, total_tokens: PROMPT_TOKENS + completion },
  });
}

/** Does all that is asked: `n` choices in the format. */
export const answering =
  (content: Content): Behaviour =>
  (request, response) =>
    sendCompletion(response, choicesOf(request, content, request.body.n ?? 1));

/** One choice, however many are asked for. */
export const ignoringN =
  (content: Content): Behaviour =>
  (request, response) =>
    sendCompletion(response, choicesOf(request, content, 1));

export const rejecting =
  (parameter: string, message: string, status = 400): Behaviour =>
  (_request, response) =>
    sendJson(response, status, { error: { message, type: 'invalid_request_error', param: parameter, code: null } });

/** Takes only the named formats (`text`: none at all) and behaves otherwise like `then`. */
export const takingFormats =
  (formats: readonly string[], then: Behaviour): Behaviour =>
  (request, response) => {
    const format = request.body.response_format?.type ?? 'text';
    if (formats.includes(format)) then(request, response);
    else rejecting('response_format', `response_format type ${format} is not supported`)(request, response);
  };

/** Refuses a parameter where it is given, and behaves otherwise like `then`. */
export const refusingParameter =
  (parameter: 'n' | 'seed' | 'temperature' | 'max_tokens', message: string, then: Behaviour): Behaviour =>
  (request, response) =>
    request.body[parameter] === undefined ? then(request, response) : rejecting(parameter, message)(request, response);

/** Never answers; the connection ends with the client or the server. */
export const hanging: Behaviour = () => undefined;

/** Sends headers and the first half of a body, then nothing. */
export const stalling: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id":"chatcmpl-1","choices":[{"index":0,');
};

/** 200 with a body that is no JSON. */
export const malformed: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"id":"chatcmpl-1","choices":[{"index":0,');
};

/** 200 with JSON that is no completion. */
export const unexpected: Behaviour = (_request, response) => sendJson(response, 200, { hello: 'world' });

/** Streams events although nobody asked for a stream, and not even sensible ones. */
export const streamingGarbage: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: {"choices":[{"delta":{"content":"Sure, fo\n\n');
  response.end('data: \u0000\u0001[DONE]\n\n');
};

/** The model was stopped at the bound on its length. */
export const truncated =
  (content: Content): Behaviour =>
  (request, response) =>
    sendCompletion(response, choicesOf(request, content, request.body.n ?? 1, { finish: 'length' }));

export const refusing: Behaviour = (request, response) =>
  sendCompletion(response, choicesOf(request, '', request.body.n ?? 1, { refusal: "I can't help with that." }));

export const rateLimited =
  (headers: Record<string, string> = {}): Behaviour =>
  (_request, response) =>
    sendJson(
      response,
      429,
      { error: { message: 'Rate limit reached', type: 'requests', param: null, code: 'rate_limit_exceeded' } },
      headers,
    );

export const failing =
  (status = 500): Behaviour =>
  (_request, response) =>
    sendJson(response, status, { error: { message: 'Internal error', type: 'server_error' } });

/** An error page that repeats the prompt and the key, as careless servers do. */
export const failingWithEcho =
  (status: number): Behaviour =>
  (request, response) =>
    sendJson(response, status, {
      error: { message: `Cannot serve ${request.authorization}: ${JSON.stringify(request.body.messages)}`, type: 'server_error' },
    });

export const resetting: Behaviour = (_request, response) => {
  response.socket?.resetAndDestroy();
};

/** Breaks the connection off in the middle of the body. */
export const breakingOff: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"id":"chatcmpl-1",', () => response.socket?.resetAndDestroy());
};

/** One after the other; the last goes on for ever. */
export const inTurn = (...behaviours: [Behaviour, ...Behaviour[]]): Behaviour => {
  let index = 0;
  return (request, response) => behaviours[Math.min(index++, behaviours.length - 1)]!(request, response);
};

/** A real HTTP server that speaks the chat-completions protocol the way a script says. */
export class OpenAiServer {
  readonly requests: ReceivedRequest[] = [];
  behaviour: Behaviour = failing(501);

  private constructor(private readonly server: Server) {}

  static async start(behaviour?: Behaviour): Promise<OpenAiServer> {
    const server = createServer();
    const sut = new OpenAiServer(server);
    if (behaviour) sut.behaviour = behaviour;
    server.on('request', (request, response) => sut.receive(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return sut;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Everything that any request has said so far, for searches. */
  get everythingReceived(): string {
    return JSON.stringify(this.requests);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      if (request.url !== '/v1/chat/completions' || request.method !== 'POST') {
        sendJson(response, 404, { error: { message: 'Not found' } });
        return;
      }
      const received: ReceivedRequest = {
        authorization: request.headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedRequest['body'],
        index: this.requests.length,
      };
      this.requests.push(received);
      this.behaviour(received, response);
    });
  }
}
