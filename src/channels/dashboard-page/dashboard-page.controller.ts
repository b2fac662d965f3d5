import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { StaticPage } from '../common/static-page.js';

/** The page of the people who watch over conversations. It holds no data: it calls the ops API with the key that is typed into it. */
@ApiExcludeController()
@Controller('dashboard')
export class DashboardPageController {
  private readonly files = new StaticPage('dashboard', [
    'dashboard.css',
    'dashboard.js',
    'api.js',
    'elements.js',
    'experiment.js',
    'overview.js',
    'list.js',
    'conversation.js',
    'decision.js',
    'actions.js',
    'icon.svg',
  ]);

  @Get()
  page(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.files.page(known, reply);
  }

  @Get(':file')
  file(@Param('file') name: string, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.files.file(name, known, reply);
  }
}
