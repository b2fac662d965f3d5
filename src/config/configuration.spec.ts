import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfiguration } from './configuration.js';

describe('The configuration', () => {
  it('has a default for everything', () => {
    const configuration = readConfiguration({});
    expect(configuration).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      arm: 'intent',
      judge: 'signals',
      interpreter: 'onnx',
    });
    expect(configuration.dataDirectory).toMatch(/\.data$/);
    expect(configuration.databaseUrl).toBeUndefined();
    expect(configuration.quietHours).toEqual({ from: 20, to: 8 });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  it('reads numbers, hosts and hours from text', () => {
    const configuration = readConfiguration({
      PORT: '8080',
      QUIET_HOURS: '22-6',
      REPLY_ALLOWED_HOSTS: 'Extranet.Example, ,help.example',
    });
    expect(configuration.port).toBe(8080);
    expect(configuration.quietHours).toEqual({ from: 22, to: 6 });
    expect(configuration.allowedHosts).toEqual(['extranet.example', 'help.example']);
  });

  it('names every variable that cannot be used and never its value', () => {
    const read = () => readConfiguration({ PORT: 'http', DATABASE_URL: 'mysql://root:secret@db', PARLEY_MASTER_KEY: 'hunter2' });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/PORT[^]*DATABASE_URL must start with postgresql:\/\/[^]*PARLEY_MASTER_KEY must be 32 bytes in base64/);
    expect(read).not.toThrow(/secret|hunter2/);
  });

  it('wants an endpoint where a part is to be an LLM', () => {
    expect(() => readConfiguration({ POLICY: 'openai' })).toThrow(/OPENAI_BASE_URL must be set/);
    expect(readConfiguration({ POLICY: 'openai', OPENAI_BASE_URL: 'http://127.0.0.1:8124/v1' }).openai).toMatchObject({
      model: 'default',
    });
  });

  it('gives an LLM less time than a turn has, and prices only where both are known', () => {
    const endpoint = { OPENAI_BASE_URL: 'http://127.0.0.1:8124/v1' };
    const { openai } = readConfiguration(endpoint);
    expect(openai).toMatchObject({ timeoutMs: 6_000, deadlineMs: 8_000, retries: 2, maximumTokens: 600, parallelCalls: 4 });
    expect(openai).not.toHaveProperty('prices');
    const priced = readConfiguration({ ...endpoint, OPENAI_PROMPT_PRICE: '0.15', OPENAI_COMPLETION_PRICE: '0.60' });
    expect(priced.openai?.prices).toEqual({ promptPerMillion: '0.15', completionPerMillion: '0.60' });
    expect(() => readConfiguration({ ...endpoint, OPENAI_PROMPT_PRICE: '0.15' })).toThrow(/must be set together/);
    expect(() => readConfiguration({ ...endpoint, OPENAI_PROMPT_PRICE: '-1', OPENAI_COMPLETION_PRICE: '1' })).toThrow(
      /OPENAI_PROMPT_PRICE must be/,
    );
  });

  it('takes origins that may open the chat, and nothing that is more than an origin', () => {
    expect(readConfiguration({}).chatOrigins).toEqual([]);
    const given = readConfiguration({ CHAT_ALLOWED_ORIGINS: 'https://a.example, http://localhost:8080' });
    expect(given.chatOrigins).toEqual(['https://a.example', 'http://localhost:8080']);
    for (const wrong of ['*', 'a.example', 'https://a.example/path']) {
      expect(() => readConfiguration({ CHAT_ALLOWED_ORIGINS: wrong })).toThrow(/CHAT_ALLOWED_ORIGINS/);
    }
  });
});
