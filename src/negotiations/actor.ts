import { type Caller } from './ports/access-store.js';

/** Who does something, as the audit log shows it. */
export interface Actor {
  name: string;
  keyId: string;
}

export function actorOf(caller: Caller): Actor {
  return { name: caller.name, keyId: caller.keyId };
}

/** An entry of the audit log. Details are ids and words of the taxonomy: no text, no amounts. */
export function auditEntry(actor: Actor, action: string, detail: Record<string, unknown> = {}) {
  return { actor: actor.name, action, detail: { ...detail, keyId: actor.keyId } };
}
