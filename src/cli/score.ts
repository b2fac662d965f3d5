import { createJudge, createRewardSettings } from '../composition/checks.js';
import { openModels } from '../composition/models.js';
import { readConfiguration } from '../config/configuration.js';
import { jsonLinesCommand } from './json-lines.js';
import { scoreRecord, type ScoringSources } from '../scoring/score-record.js';

// No policy writes here, and no endpoint is asked: the judge is the trained one where there is one, otherwise that of signals.
// Only the scorers are wanted: no policy is opened.
const configuration = { ...readConfiguration(), arm: 'intent' };
const models = await openModels(configuration);
const refused = models.models().flatMap(({ reason }) => reason ?? []);
if (refused.length > 0) {
  // Scores by another spec than the one that was asked for would look like an answer.
  console.error(refused.join('\n'));
  process.exit(2);
}
const sources: ScoringSources = {
  judge: createJudge(configuration, undefined, models),
  rewardModel: models.rewards?.rewardModel ?? null,
  rewards: createRewardSettings(models),
};
await jsonLinesCommand(process.argv.slice(2), () => (record) => scoreRecord(record, sources));
await models.close();
