/** Calls the ops API with a key. What is refused is thrown as a problem that a person can read. */

export class Refused extends Error {
  constructor(problem) {
    const fields = (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
    super([problem.detail ?? problem.title, ...fields].join(' · '));
    this.status = problem.status;
  }
}

export class Api {
  constructor(key) {
    this.key = key;
    // The page may live under a path of a larger site.
    this.base = new URL('ops/v1/', document.baseURI);
  }

  get(path, query = {}) {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    return this.call(url, { method: 'GET' });
  }

  /** The same call again, after a lost answer, does nothing twice. */
  post(path, body) {
    return this.call(new URL(path, this.base), {
      method: 'POST',
      headers: { 'idempotency-key': crypto.randomUUID(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async call(url, { headers = {}, ...request }) {
    let response;
    try {
      response = await fetch(url, { ...request, headers: { ...headers, authorization: `Bearer ${this.key}` } });
    } catch {
      throw new Refused({ status: 0, detail: 'The server cannot be reached.' });
    }
    const answer = await response.json().catch(() => ({ status: response.status, title: response.statusText }));
    if (!response.ok) throw new Refused({ status: response.status, ...answer });
    return answer;
  }
}
