import { type FlawWay } from './flaw-class.js';
import { isFirstMessage, isOpen, type Moment } from './moment.js';
import { workIn } from './wording.js';

/** Where something may be said on the matter: not in the first greeting. */
export const inTheTalk = (moment: Moment): boolean => !isFirstMessage(moment);

/** Where there is something left to negotiate, and no terms are being restated. */
export const whileBargaining = (moment: Moment): boolean =>
  inTheTalk(moment) && isOpen(moment) && moment.plan.act !== 'confirm_terms';

/** A way that says a sentence beside the rest of the reply, or asks with it. */
export const worded = (
  id: string,
  lines: { beside: readonly string[]; asking?: readonly string[] },
  fits: (moment: Moment) => boolean = inTheTalk,
): FlawWay => ({ id, inject: (moment, chance) => (fits(moment) ? workIn(moment, chance, lines) : undefined) });
