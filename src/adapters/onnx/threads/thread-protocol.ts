/** To a model's thread. */
export type ThreadRequest<Job> = { id: number; kind: 'work'; job: Job } | { id: number; kind: 'abort' };

/** From it: first whether it can work at all, then an answer to each job. */
export type ThreadAnswer<Outcome> =
  | { kind: 'ready'; identity: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'done'; id: number; outcome: Outcome }
  | { kind: 'failed'; id: number; reason: string };
