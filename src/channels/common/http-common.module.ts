import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { REQUESTS_PER_WINDOW, WINDOW_MS } from './http-throttler.guard.js';

/** What every HTTP channel shares. Stores and clock are global: the composition root binds them. */
@Module({
  imports: [ThrottlerModule.forRoot([{ name: 'default', ttl: WINDOW_MS, limit: REQUESTS_PER_WINDOW }])],
  exports: [ThrottlerModule],
})
export class HttpCommonModule {}
