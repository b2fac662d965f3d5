import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type Lap } from '../stopwatch.js';
import { type ModelState } from './model-directory.js';

/** One answered HTTP request. `route` is its pattern, never an address with ids in it. */
export interface AnsweredRequest {
  method: string;
  route: string;
  status: number;
  seconds: number;
}

/** What is looked up when somebody asks for the numbers. */
export interface Standing {
  /** Age of the oldest event that waits to be delivered; absent where the database did not say. */
  outboxLagSeconds?: number;
  models: ModelState[];
}

/** How a turn went, for whoever wants to see it: steps, and milliseconds from its beginning until it was committed. */
export interface TurnCourse {
  laps: readonly Lap[];
  total: number;
  committedAt: Date;
}

/** Is told what this process does, and tells it as numbers. Telling it must neither wait nor fail. */
export abstract class Telemetry {
  /** @param course when its steps began and ended; the last of it is now */
  abstract turnCommitted(record: TurnRecord, course: TurnCourse): void;
  /** A draft was overtaken before its commit. */
  abstract turnVoided(why: string): void;
  /** A bug: the turn went to a person. */
  abstract turnFailed(): void;
  abstract requestAnswered(request: AnsweredRequest): void;
  /** All numbers, in Prometheus' text format. */
  abstract page(standing: Standing): Promise<{ contentType: string; text: string }>;
}

/** For simulations and tools: nobody watches. */
export class Unwatched extends Telemetry {
  turnCommitted(): void {}
  turnVoided(): void {}
  turnFailed(): void {}
  requestAnswered(): void {}
  page(): Promise<{ contentType: string; text: string }> {
    return Promise.resolve({ contentType: 'text/plain', text: '' });
  }
}
