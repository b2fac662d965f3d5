import { Injectable } from '@nestjs/common';

/** Drafts that are being written in this process, so that whoever changes the conversation can stop them early. */
@Injectable()
export class Drafts {
  private readonly controllers = new Map<string, AbortController>();

  begin(negotiationId: string): AbortController {
    const controller = new AbortController();
    this.controllers.set(negotiationId, controller);
    return controller;
  }

  end(negotiationId: string, controller: AbortController): void {
    if (this.controllers.get(negotiationId) === controller) this.controllers.delete(negotiationId);
  }

  /** The draft is pointless now. What decides is the check at commit; this only saves the time until then. */
  void(negotiationId: string, why: string): void {
    this.controllers.get(negotiationId)?.abort(new DraftVoidedError(why));
  }

  get active(): number {
    return this.controllers.size;
  }
}

/** The one reason to void a draft that counts: talking over somebody is excused twice. */
export const NEWER_MESSAGE = 'a newer partner message';

/** A draft was overtaken: by a newer partner message, a person, a cancellation. */
export class DraftVoidedError extends Error {
  constructor(readonly why: string) {
    super(`The draft was voided: ${why}`);
    this.name = 'DraftVoidedError';
  }
}
