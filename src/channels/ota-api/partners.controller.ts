import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../../negotiations/actor.js';
import { ErasePartner } from '../../negotiations/erase-partner.js';
import { type Caller } from '../../negotiations/ports/access-store.js';
import { valueOf } from '../common/answer.js';
import { ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { CurrentCaller } from '../common/caller.js';

class ErasureView {
  @ApiProperty({ type: 'integer', example: 3, description: 'Negotiations with the partner; those that went on are cancelled' })
  negotiations!: number;
}

@ApiTags('OTA')
@KeyedApi()
@RequireScope('ota')
@Controller('v1/partners')
export class PartnersController {
  constructor(private readonly erasing: ErasePartner) {}

  @Delete(':id')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Erase a partner',
    description:
      'Destroys the key of everything that was written with them. Outcomes are gone too: fetch them before. It cannot be undone.',
  })
  @ApiAcceptedResponse({ type: ErasureView })
  @ApiProblems(404)
  async erasePartner(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ErasureView> {
    return valueOf(await this.erasing.execute({ tenantId: caller.tenantId, partnerId: id, actor: actorOf(caller) }));
  }
}
