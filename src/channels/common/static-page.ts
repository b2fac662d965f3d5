import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { NotFoundException } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { projectRoot } from '../../config/paths.js';

const PAGE = 'index.html';
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Everything from this server, nothing inline, no other page around ours: its buttons are worth stealing clicks for. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Asset {
  body: Buffer;
  type: string;
  etag: string;
}

/** One of the pages in `web/`: a few static files, read once. Nothing but the files that it is made with is ever served. */
export class StaticPage {
  private readonly assets: ReadonlyMap<string, Asset>;

  /**
   * @param folder of `web/`
   * @param files names of what lies there beside `index.html`
   */
  constructor(folder: string, files: readonly string[]) {
    this.assets = new Map(
      [PAGE, ...files].map((name): [string, Asset] => {
        const body = readFileSync(join(projectRoot, 'web', folder, name));
        const type = TYPES[extname(name)];
        if (type === undefined) throw new Error(`web/${folder}/${name}: no media type is known for it`);
        return [name, { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }];
      }),
    );
  }

  /** The page itself. `known`: the entity tag that the browser has. */
  page(known: string | undefined, reply: FastifyReply): void {
    this.answer(PAGE, known, reply);
  }

  /** @throws NotFoundException for what is none of its files, and for the page under its own name: there its links lead nowhere */
  file(name: string, known: string | undefined, reply: FastifyReply): void {
    if (name === PAGE) throw new NotFoundException();
    this.answer(name, known, reply);
  }

  private answer(name: string, known: string | undefined, reply: FastifyReply): void {
    const asset = this.assets.get(name);
    if (!asset) throw new NotFoundException();
    void reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-cache')
      .header('etag', asset.etag);
    if (known === asset.etag) void reply.code(304).send();
    else void reply.type(asset.type).send(asset.body);
  }
}
