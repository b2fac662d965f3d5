/** Routes of the server as they were registered, to tell a wrong method from a wrong address. */
export class RouteTable {
  private readonly routes: { pattern: RegExp; method: string }[] = [];

  add(url: string, method: string | readonly string[]): void {
    const pattern = new RegExp(`^${url.split('/').map(segmentPattern).join('/')}/?$`);
    for (const each of typeof method === 'string' ? [method] : method) this.routes.push({ pattern, method: each });
  }

  /** Methods that the address takes, sorted; empty where there is no such address. */
  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0]!;
    return [...new Set(this.routes.flatMap(({ pattern, method }) => (pattern.test(path) ? [method] : [])))].sort();
  }
}

function segmentPattern(segment: string): string {
  if (segment.startsWith(':')) return '[^/]+';
  // A catch-all is no address of its own.
  if (segment.includes('*')) return '(?!)';
  return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
