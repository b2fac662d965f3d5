import { describe, expect, it } from 'vitest';
import { type SopDefinition, type StageDefinition } from './definition.js';
import { anywhereDiagram, stagesDiagram } from './diagram.js';

const stage = (over: Partial<StageDefinition> = {}): StageDefinition => ({
  purpose: 'Something.',
  may: [{ act: 'greet' }],
  scripts: [{ id: 'greet' }],
  onPartner: [],
  afterReply: {},
  followUp: true,
  ...over,
});

const definition = (over: Partial<SopDefinition> = {}): SopDefinition => ({
  format: 1,
  id: 'small',
  title: 'Small',
  initial: 'opening',
  followUpAfterHours: 24,
  guards: {},
  interruptions: [],
  flow: [],
  stages: { opening: stage() },
  followUps: { may: [], scripts: [] },
  ended: [],
  scripts: {},
  ...over,
});

const rule = (id: string, over: object = {}) => ({ id, effects: [], reply: true, ...over });

describe('The diagrams of a procedure', () => {
  it('begins at the initial stage', () => {
    expect(stagesDiagram(definition())).toBe('stateDiagram-v2\n  [*] --> opening\n');
  });

  it('draws where the partner leads and where our reply leads', () => {
    const opening = stage({ onPartner: [{ when: 'newQuote', to: 'bargaining' }], afterReply: { greet: 'briefing' } });
    const diagram = stagesDiagram(definition({ stages: { opening, briefing: stage(), bargaining: stage() } }));
    expect(diagram).toContain('  opening --> bargaining: newQuote\n');
    expect(diagram).toContain('  opening --> briefing: we greet\n');
  });

  it('joins what leads to the same stage', () => {
    const opening = stage({ onPartner: [{ when: 'newQuote', to: 'briefing' }], afterReply: { greet: 'briefing' } });
    expect(stagesDiagram(definition({ stages: { opening, briefing: stage() } }))).toContain(
      '  opening --> briefing: newQuote / we greet\n',
    );
  });

  it('writes nested conditions with brackets', () => {
    const when = { all: ['mayAsk', { not: { any: ['said.later', 'said.reject'] } }, { any: ['newQuote', 'hasQuote'] }] };
    const opening = stage({ onPartner: [{ when, to: 'opening' }] });
    expect(stagesDiagram(definition({ stages: { opening } }))).toContain(
      'opening --> opening: mayAsk and not (said.later or said.reject) and (newQuote or hasQuote)\n',
    );
  });

  it('draws one way from any stage to each end, and lists what is answered in place', () => {
    const diagram = anywhereDiagram(
      definition({
        interruptions: [
          rule('opt_out', { effects: [{ type: 'opt_out' }, { type: 'end', status: 'opted_out' }] }),
          rule('person', { effects: [{ type: 'escalate', reason: 'wants one' }] }),
          rule('question', { effects: [{ type: 'schedule_follow_up', inHours: 2 }] }),
        ],
        flow: [rule('lost', { effects: [{ type: 'escalate', reason: 'is lost' }] }), rule('quoted', { to: 'opening' })],
      }),
    );
    expect(diagram).toContain('  any_stage --> opted_out: opt_out\n');
    expect(diagram).toContain('  any_stage --> escalated: lost, person\n');
    expect(diagram).toContain('  any_stage --> opening: quoted\n');
    expect(diagram).toContain('  any_stage --> same_stage: question\n');
  });

  it('draws what reopens after the end', () => {
    const ended = [rule('retraction', { effects: [{ type: 'reopen', reason: 'takes it back' }] }), rule('thanks')];
    expect(anywhereDiagram(definition({ ended }))).toContain('  after_end --> escalated: retraction\n');
  });
});
