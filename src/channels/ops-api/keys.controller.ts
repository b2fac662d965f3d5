import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { ManageKeys } from '../../negotiations/manage-keys.js';
import { type ApiKey, type Caller } from '../../negotiations/ports/access-store.js';
import { valueOf } from '../common/answer.js';
import { ApiIdempotent, ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';
import { KeepSecret } from '../common/idempotency.interceptor.js';
import { PageQuery, pageOf } from '../common/page-query.dto.js';
import { CreatedKeyView, CreateKeyDto, KeyPage, type KeyView } from './keys.dto.js';

@ApiTags('Ops')
@KeyedApi()
@RequireScope('ops:admin')
@Controller('ops/v1/api-keys')
export class KeysController {
  constructor(private readonly managing: ManageKeys) {}

  @Get()
  @ApiOperation({ summary: 'List API keys, the latest first', description: 'With those that have run out or were revoked.' })
  @ApiOkResponse({ type: KeyPage })
  @ApiProblems(422)
  async listKeys(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<KeyPage> {
    const page = await this.managing.list(caller.tenantId, pageOf(query));
    return { items: page.items.map(presentKey), nextCursor: page.nextCursor };
  }

  @Post()
  @KeepSecret('key')
  @ApiOperation({ summary: 'Make an API key', description: 'To rotate one: make another, use it, revoke the old one.' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: CreatedKeyView })
  @ApiProblems(422)
  async createKey(@CurrentCaller() caller: Caller, @Body() body: CreateKeyDto): Promise<CreatedKeyView> {
    const { name, scopes, expiresAt } = body;
    const created = valueOf(
      await this.managing.create({
        tenantId: caller.tenantId,
        key: { name, scopes, ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }) },
        actor: actorOf(caller),
      }),
    );
    return { ...presentKey(created), key: created.key };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key', description: 'At once here, within five seconds in other processes.' })
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async revokeKey(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    valueOf(await this.managing.revoke({ tenantId: caller.tenantId, keyId: id, actor: actorOf(caller) }));
  }
}

function presentKey({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }: ApiKey): KeyView {
  return {
    id,
    name,
    scopes,
    createdAt: createdAt.toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
    ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
  };
}
