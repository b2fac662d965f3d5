import { describe, expect, it } from 'vitest';
import { RouteTable } from './route-table.js';

const routes = new RouteTable();
routes.add('/v1/negotiations', ['GET', 'HEAD']);
routes.add('/v1/negotiations', 'POST');
routes.add('/v1/negotiations/:id/cancel', 'POST');
routes.add('/docs/*', 'GET');

describe('the table of routes', () => {
  it('knows the methods of an address, with parameters, query and trailing slash', () => {
    expect(routes.methodsAt('/v1/negotiations?limit=1')).toEqual(['GET', 'HEAD', 'POST']);
    expect(routes.methodsAt('/v1/negotiations/')).toEqual(['GET', 'HEAD', 'POST']);
    expect(routes.methodsAt('/v1/negotiations/a-b/cancel')).toEqual(['POST']);
  });

  it('knows no other addresses', () => {
    for (const url of ['/', '/v1', '/v1/negotiations/a', '/v1/negotiations/a/b/cancel', '/v1xnegotiations', '/docs/a']) {
      expect(routes.methodsAt(url)).toEqual([]);
    }
  });
});
