import { createJudge, createRewardSettings } from '../composition/checks.js';
import { openModels } from '../composition/models.js';
import { readConfiguration } from '../config/configuration.js';
import { jsonLinesCommand } from './json-lines.js';
import { scoreLine, type ScoringSources } from './score-line.js';

// No policy writes here, and no endpoint is asked: the judge is the trained one where there is one, otherwise that of signals.
const { policyModel: _, ...configuration } = readConfiguration();
const models = await openModels(configuration);
for (const { reason } of models.models()) if (reason !== undefined) console.error(reason);
const sources: ScoringSources = {
  judge: createJudge(configuration, undefined, models),
  rewardModel: models.rewards?.rewardModel ?? null,
  rewards: createRewardSettings(models),
};
await jsonLinesCommand(process.argv.slice(2), () => (record) => scoreLine(record, sources));
await models.close();
