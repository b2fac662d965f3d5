import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { StaticPage } from '../common/static-page.js';

/** The chat page of the partner. The token stays in the link's fragment and never comes here. */
@ApiExcludeController()
@Controller('chat')
export class ChatPageController {
  private readonly files = new StaticPage('chat', ['chat.css', 'chat.js', 'connection.js', 'thread.js', 'view.js', 'icon.svg']);

  @Get()
  page(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.files.page(known, reply);
  }

  @Get(':file')
  file(@Param('file') name: string, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.files.file(name, known, reply);
  }
}
