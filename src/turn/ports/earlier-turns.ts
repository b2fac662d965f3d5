import { type TranscriptTurn } from '../../domain/conversation/transcript-turn.js';

/** The conversation before this turn, as language models read it: oldest first. Read once a turn, and only where a model asks. */
export type EarlierTurns = () => Promise<readonly TranscriptTurn[]>;
