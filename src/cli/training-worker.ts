import { builtInRubric } from '../platform/rubric-file.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { TrainingWorker } from '../training-data/worker/training-worker.js';
import { BadRecord } from '../platform/json-record.js';
import { jsonLinesCommand } from './json-lines.js';
import { PARTNER_FAMILIES, type PartnerFamily } from './simulate-options.js';
import { partnersOf, type PartnerMaker } from './simulated-partners.js';

/** Serves the trainer over its standard streams: a line `{id, call, items}` in, a line `{id, items, milliseconds}` out. */
const makers = new Map<PartnerFamily, PartnerMaker>();

const worker = new TrainingWorker({
  sop: builtInSop(),
  rubric: builtInRubric(),
  partner: (name, scenario, seed, responsive) => {
    const family = PARTNER_FAMILIES.find((each) => each === name);
    if (!family) throw new Error(`partners: must be one of ${PARTNER_FAMILIES.join(', ')}`);
    const make = makers.get(family) ?? partnersOf(family);
    makers.set(family, make);
    return make(scenario, seed, { responsive });
  },
});

await jsonLinesCommand(process.argv.slice(2), () => async ({ call, items = [{}] }) => {
  if (typeof call !== 'string') throw new BadRecord('call: must be a text');
  if (!Array.isArray(items)) throw new BadRecord('items: must be a list');
  const begun = performance.now();
  const answers = await worker.answer(call, items);
  return { items: answers, milliseconds: performance.now() - begun };
});
