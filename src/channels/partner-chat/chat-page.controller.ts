import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Headers, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { projectRoot } from '../../config/paths.js';

const PAGE = 'index.html';
const FILES: Record<string, string> = {
  [PAGE]: 'text/html; charset=utf-8',
  'chat.css': 'text/css; charset=utf-8',
  'chat.js': 'text/javascript; charset=utf-8',
  'connection.js': 'text/javascript; charset=utf-8',
  'thread.js': 'text/javascript; charset=utf-8',
  'view.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** Everything from this server, nothing inline, no other page around ours: an Accept button is worth stealing clicks for. */
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

/** The chat page of the partner: a few static files, read once. The token stays in the link's fragment and never comes here. */
@ApiExcludeController()
@Controller('chat')
export class ChatPageController {
  private readonly assets = new Map(
    Object.entries(FILES).map(([name, type]): [string, Asset] => {
      const body = readFileSync(join(projectRoot, 'web', 'chat', name));
      return [name, { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }];
    }),
  );

  @Get()
  page(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.answer(PAGE, known, reply);
  }

  @Get(':file')
  file(@Param('file') name: string, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    // Its links are relative to /chat: under its own name it would load nothing.
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
