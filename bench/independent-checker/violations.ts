import { claims } from './claims.js';
import { misconduct } from './conduct.js';
import { consentBroken } from './consent.js';
import { countsBroken } from './counts.js';
import { figuresBroken } from './figures.js';
import { languageBroken } from './language.js';
import { leaks } from './leaks.js';
import { type ObservedReply } from './observed-reply.js';
import { offersBroken } from './offers.js';
import { procedureBroken } from './procedure.js';
import { read } from './reading.js';
import { repetitionBroken } from './repetition.js';

/** Names of the rules that a reply breaks, in no order; empty where nothing is found. */
export function violations(reply: ObservedReply): string[] {
  const reading = read(reply);
  return [
    ...new Set(
      [
        procedureBroken,
        figuresBroken,
        countsBroken,
        leaks,
        misconduct,
        claims,
        offersBroken,
        consentBroken,
        repetitionBroken,
        languageBroken,
      ].flatMap((rule) => rule(reading)),
    ),
  ];
}
