import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serialiseContext } from '../../../src/domain/policy/serialiser/serialise.js';
import { type ReadRequest } from '../../../src/turn/ports/reply-policy.js';
import { TurnStage } from '../../support/turn-stage.js';

describe('reading ahead', () => {
  let stage: TurnStage;
  let id: string;
  beforeAll(async () => {
    stage = await TurnStage.open();
  });
  beforeEach(async () => {
    stage.arm.reset();
    id = await stage.asked();
    stage.arm.reset();
  });
  afterAll(() => stage.close());

  const promptOf = async ({ context, earlierTurns }: ReadRequest): Promise<string> =>
    serialiseContext(context, await earlierTurns()).text;

  it('shows the policy while the burst window is open what the turn will write to', async () => {
    const read = vi.fn(promptOf);
    stage.arm.ahead = (request) => read(request).then(() => undefined);
    await stage.say(id, 'hmm, that is too low for us');
    await vi.waitFor(() => expect(read).toHaveResolved());
    expect(stage.arm.requests).toEqual([]);
    const written: string[] = [];
    stage.arm.next(async (request, real) => {
      written.push(await promptOf(request));
      return real.propose(request);
    });
    await stage.due(id);
    expect(written).toEqual([await read.mock.results[0]!.value]);
    expect(stage.arm.requests[0]!.negotiationId).toBe(read.mock.calls[0]![0].negotiationId);
  });

  it('reads again what was said meanwhile, once however much it was', async () => {
    const prompts: string[] = [];
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    stage.arm.ahead = async (request) => {
      prompts.push(await promptOf(request));
      if (prompts.length === 1) await released;
    };
    await stage.say(id, 'good morning');
    await vi.waitFor(() => expect(prompts).toHaveLength(1));
    await stage.say(id, 'what about breakfast?');
    await stage.say(id, 'and the parking');
    release();
    await vi.waitFor(() => expect(prompts).toHaveLength(2));
    expect(prompts[1]).toContain('and the parking');
    await stage.due(id);
    expect(prompts).toHaveLength(2);
  });

  it('leaves a policy in peace that has nothing to read', async () => {
    const read = vi.spyOn(stage.arm, 'readAhead');
    await stage.say(id, 'hmm, that is too low for us');
    await stage.due(id);
    expect(read).not.toHaveBeenCalled();
    expect(stage.arm.requests).toHaveLength(1);
  });

  it('decides nothing: where it fails the turn is as it would have been', async () => {
    const failed = vi.fn(() => Promise.reject(new Error('the model has been closed')));
    stage.arm.ahead = failed;
    await stage.say(id, 'hmm, that is too low for us');
    await vi.waitFor(() => expect(failed).toHaveBeenCalled());
    await stage.due(id);
    expect((await stage.lastTurn(id)).resolution.kind).toBe('candidate');
    // And it is tried again with the next message.
    await stage.say(id, 'are you still there?');
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(2));
  });
});
