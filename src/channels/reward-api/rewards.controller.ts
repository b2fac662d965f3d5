import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RemoteSample } from '../../scoring/remote-reward.js';
import { ScoreForTrainers } from '../../scoring/score-for-trainers.js';
import { valueOf } from '../common/answer.js';
import { ApiProblems, KeyedApi } from '../common/api.decorators.js';
import { RequireScope } from '../common/api-key.guard.js';
import { RemoteRewardDto, RemoteRewardView, ScoredRepliesView, ScoreRepliesDto } from './rewards.dto.js';

@ApiTags('Training')
@KeyedApi()
@RequireScope('training')
@Controller()
export class RewardsController {
  constructor(private readonly scoring: ScoreForTrainers) {}

  @Post('v1/rewards/score')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What replies are worth',
    description: 'By guardrails, judge, reward model and reward spec of this server. Nothing is stored.',
  })
  @ApiOkResponse({ type: ScoredRepliesView })
  @ApiProblems(422)
  async score(@Body() body: ScoreRepliesDto): Promise<ScoredRepliesView> {
    const answers = valueOf(await this.scoring.score(body.items.map(({ context, reply }) => ({ context, reply }))));
    return { items: answers.map((answer, index) => ({ ...idOf(body, index), ...answer })) };
  }

  @Post('get_reward')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The same for OpenRLHF (`--reward.remote_url`)',
    description:
      'Every sample gets a reward, because the engine dies later on one that is missing. What it could not be made from is counted in `extra_logs`. For a client that sets no headers the key may stand in the address: `http://parley:KEY@host/get_reward`.',
  })
  @ApiBody({ type: RemoteRewardDto })
  @ApiOkResponse({ type: RemoteRewardView })
  @ApiProblems()
  async remote(@Body() body: unknown): Promise<RemoteRewardView> {
    const found = await this.scoring.remote(samplesOf(body));
    const names = ['rm', 'rj', 'rf', 'blocked', 'could_not_check', 'unreadable'] as const;
    return {
      rewards: found.map(({ reward }) => reward),
      scores: found.map(({ score }) => score),
      extra_logs: Object.fromEntries(names.map((name) => [name, found.map(({ extra }) => extra[name])])),
    };
  }
}

const idOf = ({ items }: ScoreRepliesDto, index: number): { id?: string } => {
  const id = items[index]?.id;
  return id === undefined ? {} : { id };
};

/** Engines add fields of their own, so unknown ones are left alone; what is no text is a sample that cannot be read. */
function samplesOf(body: unknown): RemoteSample[] {
  const { query, prompts, labels } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const [queries, beginnings, moments] = [listOf(query), listOf(prompts), listOf(labels)];
  return queries.map((text, index) => {
    const [prompt, label] = [beginnings[index], moments[index]];
    return {
      query: typeof text === 'string' ? text : '',
      ...(typeof prompt === 'string' ? { prompt } : {}),
      ...(typeof label === 'string' ? { label } : {}),
    };
  });
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : typeof value === 'string' ? [value] : []);
